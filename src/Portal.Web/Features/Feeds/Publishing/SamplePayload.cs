using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Samples;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Web.Features.Feeds.Publishing;

/// <summary>A payload to begin with. Pure.</summary>
/// <param name="Text">The payload.</param>
/// <param name="Origin">Where it is from, for people.</param>
public sealed record SamplePayload(string Text, string Origin)
{
    // A longer one is left out: people would not paste it, and terminals cut it.
    private const int LongestSample = 20_000;

    /// <summary>The newest entry that met the contract in force, else one that is made up from it, else the least that its language allows.</summary>
    /// <param name="version">The contract version in force; null when there is none.</param>
    /// <param name="contract">It, ready for use; null when there is none.</param>
    /// <param name="recent">Entries of the feed, newest first.</param>
    public static SamplePayload Of(ContractVersion? version, ICompiledContract? contract, IReadOnlyList<RecordedEntry> recent)
    {
        if (recent.FirstOrDefault(entry => IsExample(entry, version)) is { Entry.Content.Value: { } value })
        {
            return new SamplePayload(value, "the newest entry that met the contract");
        }

        if (contract?.Sample(SampleSeed.First) is { Text: var made })
        {
            return new SamplePayload(made, "made up from the contract");
        }

        return contract?.PayloadType switch
        {
            "application/json" => new SamplePayload("{\n}", "an empty object"),
            "application/xml" => new SamplePayload($"<{(contract.Properties is [var root, ..] ? root.Name : "event")} />", "an empty element"),
            _ => new SamplePayload("{\n  \"message\": \"A test event\"\n}", "any JSON: the feed has no contract"),
        };
    }

    private static bool IsExample(RecordedEntry entry, ContractVersion? version) =>
        !entry.Entry.IsTombstone && entry.Entry.Content?.Value is { Length: > 0 and <= LongestSample }
        && (version is null || (entry.Verdict.Conformance == Conformance.Valid && entry.Verdict.ContractVersion == version.Version.ToString()
            && (version.EventType is null || entry.Entry.Categories.Any(c => c.Term.Equals(version.EventType, StringComparison.OrdinalIgnoreCase)))));
}
