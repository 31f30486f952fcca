namespace Portal.Catalogue.Access;

/// <summary>What somebody may be allowed to do. Pages, endpoints, hub methods, exports and services all ask by these names.</summary>
public enum Permission
{
    /// <summary>Read the catalogue, and the feeds that one may see. Where the operator allows it, also without sign-in.</summary>
    ReadFeeds,

    /// <summary>Use the portal at all: its pages, its management API, the live hub.</summary>
    UsePortal,

    /// <summary>See the private fields of the entries that one may read: who looks after the feed, and people and keys with the right.</summary>
    SeePrivateFields,

    /// <summary>Make and change KPIs, alert rules and dashboards, and work on incidents.</summary>
    Monitor,

    /// <summary>Publish, replace and remove entries.</summary>
    PublishEntries,

    /// <summary>Publish contract versions.</summary>
    PublishContracts,

    /// <summary>Ask for feeds and changes to them.</summary>
    AskForFeeds,

    /// <summary>Decide on what others ask for.</summary>
    DecideRequests,

    /// <summary>See the health of followed feeds.</summary>
    SeeHealth,

    /// <summary>Register, change and retire feeds, open them to others, poll, pause and resume them.</summary>
    ManageFeeds,

    /// <summary>Change what is told of a feed.</summary>
    DescribeFeeds,

    /// <summary>See and end a feed's subscribers.</summary>
    ManageSubscribers,

    /// <summary>Open a restricted feed to others: operators, and builders of the owning team.</summary>
    GrantAccess,

    /// <summary>Make, rotate and revoke API keys.</summary>
    ManageKeys,

    /// <summary>Add people, change their roles, end their sessions, keep teams.</summary>
    ManagePeople,

    /// <summary>Change what the portal as a whole does.</summary>
    ManagePortal,

    /// <summary>Read the portal's own measurements, which name feeds.</summary>
    ReadMetrics,

    /// <summary>Change anything at all by the management API; what exactly, another permission says.</summary>
    Change,

    /// <summary>Read the audit trail.</summary>
    ReadAudit,

    /// <summary>Keep one's own account.</summary>
    KeepOwnAccount,
}
