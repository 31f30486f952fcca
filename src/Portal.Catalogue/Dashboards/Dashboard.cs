namespace Portal.Catalogue.Dashboards;

/// <summary>Who sees a dashboard beside its owner and operators. Each tile still shows a reader only feeds that they may see.</summary>
public enum DashboardSharing
{
    /// <summary>Nobody else.</summary>
    Private,

    /// <summary>The owner's team.</summary>
    Team,

    /// <summary>Everybody who is signed in.</summary>
    Everyone,
}

/// <summary>A page of figures that somebody put together.</summary>
public sealed class Dashboard
{
    /// <summary>Its id, for its address.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: a person's or a key's id.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The owner's name when it was made, for people.</summary>
    public required string OwnerName { get; init; }

    /// <summary>The owner's team when it was made; null without one.</summary>
    public string? Team { get; init; }

    /// <summary>Who sees it.</summary>
    public DashboardSharing Sharing { get; private set; }

    /// <summary>What readers see.</summary>
    public DashboardBody Body { get; private set; } = new();

    /// <summary>What is being changed and not published yet; null when nothing is.</summary>
    public DashboardBody? Draft { get; private set; }

    /// <summary>How often it was published: the number of the version in <see cref="Body"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Changes with every change, drafts included: what somebody else changed in the meantime is not overwritten.</summary>
    public int Edition { get; private set; }

    /// <summary>Whether it belongs to the sample organisation.</summary>
    public bool IsSample { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was last published.</summary>
    public DateTimeOffset Changed { get; private set; }

    /// <summary>Keeps a change without showing it to readers.</summary>
    public void Keep(DashboardBody draft) => (Draft, Edition) = (draft, Edition + 1);

    /// <summary>Shows readers a new version.</summary>
    public void Publish(DashboardBody body, DateTimeOffset now) =>
        (Body, Draft, Version, Edition, Changed) = (body, null, Version + 1, Edition + 1, now);

    /// <summary>Forgets the draft.</summary>
    public void Discard() => (Draft, Edition) = (null, Edition + 1);

    /// <summary>Lets others see it, or no longer.</summary>
    public void Share(DashboardSharing sharing) => (Sharing, Edition) = (sharing, Edition + 1);
}

/// <summary>A version that was published, to look at and to go back to.</summary>
public sealed class DashboardVersion
{
    /// <summary>How many versions are kept of each dashboard; the oldest go first.</summary>
    public const int MaxKept = 50;

    /// <summary>The dashboard.</summary>
    public required string Dashboard { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it said.</summary>
    public required DashboardBody Body { get; init; }

    /// <summary>Who published it.</summary>
    public required string PublishedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Published { get; init; }
}

/// <summary>A link with which anybody reads a dashboard as its maker would, until it ends.</summary>
public sealed class DashboardLink
{
    /// <summary>For lists and for ending it.</summary>
    public required string Id { get; init; }

    /// <summary>The dashboard.</summary>
    public required string Dashboard { get; init; }

    /// <summary>SHA-256 of the secret in its address, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Who made it, and by whose rights it reads.</summary>
    public required string MadeById { get; init; }

    /// <summary>The maker's name, for people.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Expires { get; init; }
}
