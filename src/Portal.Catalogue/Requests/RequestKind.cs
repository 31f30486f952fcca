namespace Portal.Catalogue.Requests;

/// <summary>What somebody can ask for.</summary>
public enum RequestKind
{
    /// <summary>A new hosted feed.</summary>
    NewFeed,

    /// <summary>That the portal follows a feed from elsewhere.</summary>
    FollowFeed,

    /// <summary>To read a restricted feed; decided by the team that owns it.</summary>
    Access,

    /// <summary>A new version of a feed's contract.</summary>
    NewContract,

    /// <summary>Another retention, other limits or another owner for a feed.</summary>
    Change,

    /// <summary>That a feed takes no more entries.</summary>
    Retire,
}
