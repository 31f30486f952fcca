using Portal.Events.Entries;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// A poll, or a run of polls one after the other that found nothing and ended alike: most polls of most feeds, which would
/// otherwise push out of the history what is worth reading.
/// </summary>
public sealed record PollRun
{
    /// <summary>Its number within the subscription; a later run has a higher one.</summary>
    public required long Number { get; init; }

    /// <summary>When its first poll began.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When its last poll began.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>How many polls it stands for.</summary>
    public int Polls { get; init; } = 1;

    /// <summary>How they ended.</summary>
    public required PollOutcome Outcome { get; init; }

    /// <summary>What was in the way.</summary>
    public PollProblem Problem { get; init; }

    /// <summary>The status of the answer (HTTP); null when there was none.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many entries were new.</summary>
    public int NewEntries { get; init; }

    /// <summary>The bytes of all documents, decompressed.</summary>
    public long Bytes { get; init; }

    /// <summary>The time that the polls took in all, storing included.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The time that the slowest took.</summary>
    public TimeSpan Slowest { get; init; }

    /// <summary>What happened, for people; null when there is nothing to say.</summary>
    public string? Detail { get; init; }
}

/// <summary>The last polls of subscriptions, as they are stored: a run is, once it has ended.</summary>
public interface IPollHistory
{
    /// <summary>The runs of a feed that have ended, newest first; at most <see cref="PollRuns.Kept"/>.</summary>
    ValueTask<IReadOnlyList<PollRun>> EndedAsync(Portal.Events.FeedId feed, CancellationToken cancellationToken = default);
}

/// <summary>Keeps the history of polls. Pure.</summary>
public static class PollRuns
{
    /// <summary>The most runs of a feed that are kept.</summary>
    public const int Kept = 200;

    private const int MaxDetail = 400;

    /// <summary>The run after a poll: the one before with one poll more, or a new one.</summary>
    internal static PollRun After(PollRun? before, PollRun poll) =>
        before is not null && IsLike(before, poll)
            ? before with
            {
                Last = poll.Last,
                Polls = before.Polls + 1,
                Bytes = before.Bytes + poll.Bytes,
                Took = before.Took + poll.Took,
                Slowest = before.Slowest > poll.Slowest ? before.Slowest : poll.Slowest,
            }
            : poll with { Number = (before?.Number ?? 0) + 1, Detail = Cut(poll.Detail) };

    /// <summary>The history as it is shown, newest first: what has ended, and the run that has not.</summary>
    public static IReadOnlyList<PollRun> With(IReadOnlyList<PollRun> ended, PollRun? running) =>
        running is null ? ended : [running, .. ended.Where(run => run.Number < running.Number).Take(Kept - 1)];

    private static bool IsLike(PollRun before, PollRun poll) =>
        before.NewEntries == 0 && poll.NewEntries == 0
        && (before.Outcome, before.Problem, before.HttpStatus, before.Detail) == (poll.Outcome, poll.Problem, poll.HttpStatus, Cut(poll.Detail));

    private static string? Cut(string? detail) => detail is null ? null : ShortText.Cut(detail, MaxDetail);
}
