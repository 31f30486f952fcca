namespace Portal.Web.Shared.States;

/// <summary>
/// How a feed, an entry or an alert is: the same words, icons and colours everywhere. The last two are verdicts
/// on entries that borrow a colour.
/// </summary>
public enum PortalState
{
    /// <summary>All well.</summary>
    Healthy,

    /// <summary>Later than it should be.</summary>
    Late,

    /// <summary>It does not work.</summary>
    Failing,

    /// <summary>Somebody stopped it.</summary>
    Paused,

    /// <summary>Something is missing in between.</summary>
    Gap,

    /// <summary>It breaks its contract.</summary>
    Invalid,

    /// <summary>It meets its contract.</summary>
    Valid,

    /// <summary>No contract applied.</summary>
    Unchecked,
}
