namespace Portal.Ingestion.Subscriptions;

/// <summary>What polls showed of a publisher over a while, in numbers.</summary>
public sealed record PublisherTally
{
    /// <summary>When counting began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How many polls there were.</summary>
    public int Polls { get; init; }

    /// <summary>How many of them the source answered as it should.</summary>
    public int Answered { get; init; }

    /// <summary>How many asked for a change only, while there was none.</summary>
    public int Conditional { get; init; }

    /// <summary>How many of those were answered 304 rather than with the same document again.</summary>
    public int Honoured { get; init; }

    /// <summary>How many documents were served that differ from the one before.</summary>
    public int Documents { get; init; }

    /// <summary>How many of those came with an <c>ETag</c> or <c>Last-Modified</c>.</summary>
    public int Tagged { get; init; }

    /// <summary>How many of those led to older pages, or held all there is.</summary>
    public int Paged { get; init; }

    /// <summary>How many entries came again under another id: with the link of one that was there a document before.</summary>
    public int Renamed { get; init; }

    /// <summary>How far the source's clock was ahead of the portal's at the last answer; negative when behind, null when it did not say.</summary>
    public TimeSpan? Skew { get; init; }

    /// <summary>Both counts as one.</summary>
    public static PublisherTally Sum(PublisherTally current, PublisherTally? before) => before is null ? current : current with
    {
        Since = before.Since,
        Polls = before.Polls + current.Polls,
        Answered = before.Answered + current.Answered,
        Conditional = before.Conditional + current.Conditional,
        Honoured = before.Honoured + current.Honoured,
        Documents = before.Documents + current.Documents,
        Tagged = before.Tagged + current.Tagged,
        Paged = before.Paged + current.Paged,
        Renamed = before.Renamed + current.Renamed,
        Skew = current.Skew ?? before.Skew,
    };
}

/// <summary>The tally of the running week and of the one before it: between 7 and 14 days, in the space of two.</summary>
/// <param name="Current">The running week.</param>
/// <param name="Before">The week before; null in the first.</param>
public sealed record PublisherRecord(PublisherTally Current, PublisherTally? Before)
{
    /// <summary>Both weeks.</summary>
    public PublisherTally Sum() => PublisherTally.Sum(Current, Before);
}

/// <summary>Keeps what polls show of a publisher. Pure.</summary>
internal static class TallyRules
{
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // The second of an HTTP date is cut, not rounded; and the answer took some time.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    public static PublisherRecord After(PublisherRecord? before, PollFinding finding, DateTimeOffset started, DateTimeOffset now)
    {
        var record = before switch
        {
            null => new PublisherRecord(new PublisherTally { Since = started }, null),
            { Current: var full } when now - full.Since >= Week => new PublisherRecord(new PublisherTally { Since = started }, full),
            _ => before,
        };
        var (report, answer, tally) = (finding.Report, finding.Answer, record.Current);
        var isSame = report.Outcome == PollOutcome.NotModified && finding.AskedConditionally;
        var isNew = report.Outcome == PollOutcome.Fetched;
        return record with
        {
            Current = tally with
            {
                Polls = tally.Polls + 1,
                Answered = tally.Answered + (report.IsSuccess ? 1 : 0),
                Conditional = tally.Conditional + (isSame ? 1 : 0),
                Honoured = tally.Honoured + (isSame && answer.Kind == Channels.FetchKind.NotModified ? 1 : 0),
                Documents = tally.Documents + (isNew ? 1 : 0),
                Tagged = tally.Tagged + (isNew && (answer.ETag ?? answer.LastModified) is not null ? 1 : 0),
                Paged = tally.Paged + (isNew && finding.Cursor.Page is { LosesNothing: true } ? 1 : 0),
                Renamed = tally.Renamed + finding.Renamed,
                Skew = SkewOf(answer.Date, started, now) ?? tally.Skew,
            },
        };
    }

    private static TimeSpan? SkewOf(DateTimeOffset? date, DateTimeOffset started, DateTimeOffset now) => date switch
    {
        null => null,
        { } said when said < started - Grain => said - started,
        { } said when said > now + Grain => said - now,
        _ => TimeSpan.Zero,
    };
}
