namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>The names of the steps, as they are stored and shown.</summary>
public static class StepNames
{
    /// <summary>Reads the feed that is to be followed.</summary>
    public const string Source = "source";

    /// <summary>Puts the feed in the catalogue, closed still.</summary>
    public const string Feed = "feed";

    /// <summary>Publishes the contract.</summary>
    public const string Contract = "contract";

    /// <summary>Limits what is kept.</summary>
    public const string Retention = "retention";

    /// <summary>Makes the publisher's key.</summary>
    public const string Key = KeyStep.StepName;

    /// <summary>Makes the dashboard.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>Posts an entry, reads it back, holds it against the contract and removes it.</summary>
    public const string SmokeTest = "smokeTest";

    /// <summary>Opens the feed.</summary>
    public const string Open = "open";

    /// <summary>Polls a followed feed for the first time.</summary>
    public const string Subscription = "subscription";

    /// <summary>Opens a restricted feed to somebody.</summary>
    public const string Grant = "grant";

    /// <summary>Changes the feed.</summary>
    public const string Change = "change";

    /// <summary>Retires the feed.</summary>
    public const string Retire = "retire";
}

/// <summary>
/// A step that makes a part of what was asked for. It may be done any number of times, whole or cut off in the middle: it looks for
/// what it made before, and makes only what is missing.
/// </summary>
public interface IProvisioningStep
{
    /// <summary>Its name, <see cref="StepNames"/>.</summary>
    string Name { get; }

    /// <summary>Does it; why it cannot be done, for people, or null when it is.</summary>
    Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken);

    /// <summary>Takes away what it made of this request, and only that, whether it was finished or not.</summary>
    Task UndoAsync(FeedRequest request, CancellationToken cancellationToken);
}
