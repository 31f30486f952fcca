using System.Text;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Samples;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Contracts;

/// <summary>A payload that shows what a version is about. Pure.</summary>
/// <param name="Name">What it is called; no two of a list have the same name.</param>
/// <param name="Origin">Where it is from, for people.</param>
/// <param name="Text">The payload.</param>
/// <param name="Violations">What the version says of it.</param>
/// <param name="Stored">Its id when somebody chose it.</param>
/// <param name="IsMadeToBreak">Whether it was made up to break the version.</param>
internal sealed record ShownSample(string Name, string Origin, string Text, IReadOnlyList<Violation> Violations, Guid? Stored = null, bool IsMadeToBreak = false)
{
    private const int MaxRecorded = 3;
    private const int Longest = ChosenSample.MaxLength;

    /// <summary>Whether the version finds nothing wrong with it.</summary>
    public bool IsValid => Violations.Count == 0;

    /// <summary>Those that people chose, then recorded ones, then one that is made up, then those that were made to break it.</summary>
    public static IReadOnlyList<ShownSample> Of(
        ContractVersion version,
        ICompiledContract? contract,
        IReadOnlyList<ChosenSample> kept,
        IReadOnlyList<RecordedEntry> recent,
        IReadOnlyList<ShownSample> breaking)
    {
        List<ShownSample> all = [.. kept.Select(k => new ShownSample(
            k.Title, $"chosen by {k.ChosenBy}, {Figure.Exact(k.Chosen)}", k.Payload, Judge(contract, k.Payload), k.Id))];
        all.AddRange(recent.Where(e => IsRecorded(e, version)).Take(MaxRecorded)
            .Select((e, i) => new ShownSample($"Recorded {i + 1}", $"entry {e.Entry.Id}, {Figure.Exact(e.Received)}", e.Entry.Content!.Value!, [])));
        if (contract?.Sample(SampleSeed.First) is { } made)
        {
            all.Add(new ShownSample("Made up", "made up from the contract", made.Text, []));
        }

        all.AddRange(breaking);
        return [.. all.DistinctBy(s => s.Name)];
    }

    private static IReadOnlyList<Violation> Judge(ICompiledContract? contract, string payload) =>
        contract?.Validate(Encoding.UTF8.GetBytes(payload)) ?? [];

    private static bool IsRecorded(RecordedEntry entry, ContractVersion version) =>
        !entry.Entry.IsTombstone && entry.Entry.Content?.Value is { Length: > 0 and <= Longest }
        && entry.Verdict.Conformance == Conformance.Valid && entry.Verdict.ContractVersion == version.Version.ToString()
        && (version.EventType is not { } type || entry.Entry.Categories.Any(c => c.Term.Equals(type, StringComparison.OrdinalIgnoreCase)));
}
