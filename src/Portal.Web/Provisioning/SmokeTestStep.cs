using System.Text;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Contracts;
using Portal.Contracts.Samples;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;

namespace Portal.Web.Provisioning;

/// <summary>
/// Posts an entry to the new feed the way every entry comes in, reads it back, looks what its contract said of it, and removes it. The
/// feed is not open yet: there is nothing else in it.
/// </summary>
internal sealed class SmokeTestStep(EntryIntake intake, IEventLog log, TimeProvider time) : IProvisioningStep
{
    public string Name => StepNames.SmokeTest;

    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var feed = FeedId.Parse(request.Target!);
        var entry = ProbeOf(request, time.GetUtcNow());
        var size = Encoding.UTF8.GetByteCount(entry.Content!.Value!);

        // One of a run that ended in the middle is in the way.
        await log.RemoveFeedAsync(feed, cancellationToken);
        var result = await intake.AcceptAsync(new IntakeBatch { Feed = feed, Entries = [new IncomingEntry(entry, size)], MayReject = true }, cancellationToken);
        var read = result.Outcome == IntakeOutcome.Stored ? await log.FindAsync(feed, entry.Id, cancellationToken) : null;
        await log.RemoveFeedAsync(feed, cancellationToken);
        return result.Outcome == IntakeOutcome.Invalid ? $"The first entry was refused: {Broken(result.Verdicts[0])}"
            : read?.Entry.Content?.Value != entry.Content.Value ? "The first entry could not be read back as it was posted."
            : read!.Verdict is { Conformance: Conformance.Invalid } verdict ? $"The first entry breaks the contract: {Broken(verdict)}"
            : null;
    }

    // The feed's own step takes its entries too; this one may be all that was begun of it.
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The entry: the request's sample when its contract takes it, else one made up from the contract.</summary>
    internal static Entry ProbeOf(FeedRequest request, DateTimeOffset now)
    {
        var (type, payload) = PayloadOf(request.Draft);
        return new Entry
        {
            Id = $"urn:portal:smoke-test:{request.Id}",
            Title = EntryText.Plain("Smoke test of a new feed"),
            Content = new EntryContent(type, payload),
            Published = now,
            Updated = now,
            Authors = [new Person("Portal")],
            Categories = request.Draft.Contract?.CleanEventType is { } term ? [new Category(term)] : [],
        };
    }

    private static (string Type, string Payload) PayloadOf(RequestDraft draft)
    {
        if (draft.Contract is null || ContractLanguages.Compile(draft.Contract.ToSource()).Contract is not { } contract)
        {
            return ("text", "Smoke test");
        }

        var own = string.IsNullOrWhiteSpace(draft.Sample) || contract.Validate(Encoding.UTF8.GetBytes(draft.Sample)).Count > 0 ? null : draft.Sample.Trim();
        var payload = own ?? contract.Sample(SampleSeed.First)?.Text ?? draft.Sample?.Trim() ?? "";
        return (contract.PayloadType, payload);
    }

    private static string Broken(ContractVerdict verdict) => verdict.Violations is [var first, ..]
        ? $"{(first.Path.Length == 0 ? "the payload" : first.Path)}: {first.Message}"
        : "its contract does not say why";
}
