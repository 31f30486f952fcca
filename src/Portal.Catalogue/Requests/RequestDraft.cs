using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Requests;

/// <summary>The fields of a request for a new hosted feed, as somebody gave them.</summary>
public sealed record RequestDraft
{
    private const int MaxSampleLength = 1_000_000;

    /// <summary>The id wanted for the feed.</summary>
    public string? Id { get; init; }

    /// <summary>The feed's title.</summary>
    public string? Title { get; init; }

    /// <summary>What it means.</summary>
    public string? Summary { get; init; }

    /// <summary>The team that will own it.</summary>
    public string? Owner { get; init; }

    /// <summary>The business domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Free words.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Why it is needed.</summary>
    public string? Justification { get; init; }

    /// <summary>Its first contract; null when it is to begin without one.</summary>
    public ContractDraft? Contract { get; init; }

    /// <summary>A payload as it will be published.</summary>
    public string? Sample { get; init; }

    /// <summary>How many entries a minute are expected.</summary>
    public double? ExpectedPerMinute { get; init; }

    /// <summary>The most bytes that an entry will have.</summary>
    public int? MaxPayloadBytes { get; init; }

    /// <summary>How soon consumers need an entry, for people (for example <c>PT1S</c>).</summary>
    public string? LatencyNeed { get; init; }

    /// <summary>The feed that an approval makes of it.</summary>
    internal FeedDraft ToFeedDraft() => new()
    {
        Id = Id,
        Title = Title,
        Summary = Summary,
        Owner = Owner,
        Domain = Domain,
        Tags = Tags,
        Channel = new FeedChannel.Hosted { MaxEntryBytes = MaxPayloadBytes ?? FeedChannel.Hosted.DefaultMaxEntryBytes },
    };

    /// <summary>Every rule that the fields break.</summary>
    internal FieldErrors Check()
    {
        var errors = ToFeedDraft().Check();
        errors.Require("justification", Justification, 2000);
        errors.AtMost("sample", Sample, MaxSampleLength);
        errors.AtMost("latencyNeed", LatencyNeed, 50);
        if (ExpectedPerMinute is < 0 or > 1_000_000 or double.NaN)
        {
            errors.Add("expectedPerMinute", "Between 0 and 1000000.");
        }

        return errors;
    }
}
