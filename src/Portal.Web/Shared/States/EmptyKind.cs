namespace Portal.Web.Shared.States;

/// <summary>Why there is nothing to see.</summary>
public enum EmptyKind
{
    /// <summary>Nothing has happened yet: say what to do.</summary>
    NothingYet,

    /// <summary>The filter lets nothing through: offer to clear it.</summary>
    NoMatch,

    /// <summary>Something must be set up first: say how.</summary>
    NotConfigured,

    /// <summary>The reader may not see it: say whom to ask.</summary>
    NoPermission,
}
