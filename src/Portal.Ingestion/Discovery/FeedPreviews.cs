using Portal.Events;
using Portal.Events.Entries;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.Ingestion.Discovery;

/// <summary>
/// Looks at an address before it is followed: once, through the same guard, bounds and readers as a poll, and without keeping
/// anything. At most <see cref="MaxAtOnce"/> at a time; who comes when there are more waits.
/// </summary>
public sealed class FeedPreviews : IDisposable
{
    /// <summary>The most entries that are shown.</summary>
    public const int MaxShown = 5;

    /// <summary>The most previews at a time.</summary>
    public const int MaxAtOnce = 8;

    private readonly IFeedChannel _channel;
    private readonly IFeedPageReader _reader;
    private readonly SemaphoreSlim _places = new(MaxAtOnce);

    internal FeedPreviews(IFeedChannel channel, IFeedPageReader reader) =>
        (_channel, _reader) = (channel, reader);

    /// <summary>What is found at an address. Whatever it is, the answer is a value.</summary>
    public async Task<FeedPreview> LookAsync(string url, FeedCredentials? credentials = null, CancellationToken cancellationToken = default)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return Failed(credentials, PollProblem.BadAddress, $"'{url}' is not an absolute http or https address.");
        }

        await _places.WaitAsync(cancellationToken);
        try
        {
            var request = new FetchRequest(address) { Credentials = credentials is null ? null : new SourceCredentials(address, credentials) };
            var answer = await _channel.FetchAsync(request, cancellationToken);
            if (answer.Kind != FetchKind.Document)
            {
                return Failed(credentials, answer.Problem, answer.Detail);
            }

            var reading = _reader.Read(answer);
            return reading.Page is { } page
                ? Found(page, answer, reading.Detail)
                : Failed(credentials, reading.Problem, reading.Detail) with { Offers = reading.Offers ?? [] };
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    private static FeedPreview Found(FeedPage page, FetchResult answer, string? note)
    {
        List<DateTimeOffset> dates = [.. page.Entries.Select(entry => entry.Updated ?? entry.Published).OfType<DateTimeOffset>()];
        TimeSpan? span = dates.Count < 2 ? null : dates.Max() - dates.Min();
        var told = page.UpdatePeriod > page.Ttl || page.Ttl is null ? page.UpdatePeriod : page.Ttl;
        return new FeedPreview
        {
            Report = new PollReport(PollOutcome.Fetched, page.Entries.Count, note),
            MovedTo = answer.MovedTo?.AbsoluteUri,
            Source = page.Source,
            Entries = page.Entries.Count,
            Newest = [.. page.Entries.Take(MaxShown)],
            Span = span,
            HasValidators = answer.ETag is not null || answer.LastModified is not null,
            HasOlderPages = page.Older is not null,
            Hubs = HubOffer.Of(answer, page.Links)?.Hubs ?? [],
            SuggestedInterval = IntervalAdvice.Of(page.Entries.Count, span, told),
        };
    }

    private static FeedPreview Failed(FeedCredentials? credentials, PollProblem problem, string? detail)
    {
        var report = new PollReport(StatusRules.OutcomeOf(problem), 0, detail, problem);
        return new FeedPreview { Report = report, Diagnosis = SubscriptionDiagnosis.OfLook(problem, detail, credentials is not null) };
    }
}
