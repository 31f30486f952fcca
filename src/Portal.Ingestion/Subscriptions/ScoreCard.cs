using System.Globalization;
using System.Text.Json.Serialization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>How good something is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreVerdict>))]
public enum ScoreVerdict
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("good")]
    Good,

    /// <summary>It works, and could be better.</summary>
    [JsonStringEnumMemberName("fair")]
    Fair,

    /// <summary>It costs readers entries, time or traffic.</summary>
    [JsonStringEnumMemberName("poor")]
    Poor,

    /// <summary>Not known yet.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>One line of a score-card.</summary>
/// <param name="Name">What is judged.</param>
/// <param name="Figure">What was measured, in words.</param>
/// <param name="Verdict">How good that is.</param>
/// <param name="Remedy">What its publisher can do; null when nothing is to be done, or known.</param>
public sealed record ScoreItem(string Name, string Figure, ScoreVerdict Verdict, string? Remedy);

/// <summary>How well a publisher serves its feed, by polls really made. Pure.</summary>
/// <param name="Since">When counting began; null before the first poll.</param>
/// <param name="Polls">How many polls it rests on.</param>
/// <param name="Items">The lines.</param>
public sealed record ScoreCard(DateTimeOffset? Since, int Polls, IReadOnlyList<ScoreItem> Items)
{
    private const double GoodShare = 0.99;
    private const double FairShare = 0.95;

    // Fewer are no share.
    private const int Telling = 5;

    private static readonly TimeSpan GoodPage = TimeSpan.FromHours(6);
    private static readonly TimeSpan FairPage = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan GoodClock = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FairClock = TimeSpan.FromMinutes(1);

    /// <summary>How many lines are good.</summary>
    public int Good => Items.Count(item => item.Verdict == ScoreVerdict.Good);

    /// <summary>The card of a subscription.</summary>
    /// <param name="status">Where it stands.</param>
    /// <param name="conformance">The share of checked entries that meet their contract, 0 to 100; null when none was checked.</param>
    public static ScoreCard Of(SubscriptionStatus status, double? conformance)
    {
        var tally = status.Publisher?.Sum();
        return new ScoreCard(
            tally?.Since,
            tally?.Polls ?? 0,
            [Availability(tally), Validators(tally), PageLength(status, tally), Paging(tally), Ids(tally), Clock(tally), Contract(conformance)]);
    }

    private static ScoreItem Availability(PublisherTally? tally) => tally is not { Polls: >= Telling }
        ? Unknown("Availability", "fewer than 5 polls")
        : Item(
            "Availability", $"{Percent(tally.Answered, tally.Polls)} of {Count(tally.Polls)} polls answered as they should be",
            ByShare((double)tally.Answered / tally.Polls), "Answer every request with 200 or 304 within a few seconds; use 503 with Retry-After for planned breaks.");

    private static ScoreItem Validators(PublisherTally? tally) => tally switch
    {
        { Conditional: >= Telling } => Item(
            "Validators", $"{Percent(tally.Honoured, tally.Conditional)} of {Count(tally.Conditional)} unchanged polls answered 304",
            ByShare((double)tally.Honoured / tally.Conditional), "Answer If-None-Match and If-Modified-Since with 304 when nothing has changed: it saves you the document."),
        { Documents: > 0, Tagged: 0 } => Item(
            "Validators", "no document came with an ETag or Last-Modified", ScoreVerdict.Poor, "Serve an ETag or Last-Modified, and answer 304 while it holds: it saves you the document."),
        _ => Unknown("Validators", "fewer than 5 polls found nothing new"),
    };

    private static ScoreItem PageLength(SubscriptionStatus status, PublisherTally? tally)
    {
        if (status.Traffic is { } traffic)
        {
            var verdict = traffic.Span >= GoodPage ? ScoreVerdict.Good : traffic.Span >= FairPage ? ScoreVerdict.Fair : ScoreVerdict.Poor;
            var wanted = Math.Ceiling(Math.Max(traffic.Entries, 1) * (GoodPage / traffic.Span));
            return Item(
                "Page length", string.Create(CultureInfo.InvariantCulture, $"{traffic.Entries:N0} entries, about {SubscriptionDiagnosis.Words(traffic.Span)} of traffic"), verdict,
                string.Create(CultureInfo.InvariantCulture, $"Let the page hold 6 hours of traffic, about {wanted:N0} entries at this rate, or link older pages."));
        }

        return tally is { Documents: > 0, Paged: > 0 } && tally.Paged == tally.Documents
            ? Item("Page length", "older entries stay within reach", ScoreVerdict.Good, null)
            : Unknown("Page length", "the dates do not tell how fast entries come");
    }

    private static ScoreItem Paging(PublisherTally? tally) => tally is not { Documents: > 0 }
        ? Unknown("Paging links", "no document was read yet")
        : tally.Paged == tally.Documents
            ? Item("Paging links", "older entries can be reached", ScoreVerdict.Good, null)
            : Item(
                "Paging links", $"{Count(tally.Documents - tally.Paged)} of {Count(tally.Documents)} documents led to no older page",
                tally.Paged > 0 ? ScoreVerdict.Fair : ScoreVerdict.Poor,
                "Link older pages with rel=\"next\" or rel=\"prev-archive\" (RFC 5005): whoever was away can catch up.");

    private static ScoreItem Ids(PublisherTally? tally) => tally is not { Documents: > 1 }
        ? Unknown("Id stability", "fewer than 2 documents were read")
        : Item(
            "Id stability", tally.Renamed == 0 ? $"no entry changed its id in {Count(tally.Documents)} documents" : $"{Count(tally.Renamed)} entries came again under another id",
            tally.Renamed == 0 ? ScoreVerdict.Good : ScoreVerdict.Poor, "Keep the id of an entry for ever, whatever changes in it (RFC 4287, section 4.2.6): each new id is a new entry to readers.");

    private static ScoreItem Clock(PublisherTally? tally) => tally?.Skew is not { } skew
        ? Unknown("Clock", "the answers carry no Date")
        : Item(
            "Clock", skew.Duration() < TimeSpan.FromSeconds(1) ? "agrees with ours" : $"{SubscriptionDiagnosis.Words(skew.Duration())} {(skew < TimeSpan.Zero ? "behind" : "ahead of")} ours",
            skew.Duration() <= GoodClock ? ScoreVerdict.Good : skew.Duration() <= FairClock ? ScoreVerdict.Fair : ScoreVerdict.Poor,
            "Set the server's clock by NTP: readers compare its dates with theirs.");

    private static ScoreItem Contract(double? conformance) => conformance is not { } share
        ? Unknown("Contract", "no entry was checked in the last 24 h")
        : Item(
            "Contract", string.Create(CultureInfo.InvariantCulture, $"{share:0.##}% of checked entries met the contract in the last 24 h"), ByShare(share / 100),
            "Validate entries before they are published; the feed's contract page lists what breaks it, and where.");

    private static ScoreItem Item(string name, string figure, ScoreVerdict verdict, string? remedy) =>
        new(name, figure, verdict, verdict == ScoreVerdict.Good ? null : remedy);

    private static ScoreItem Unknown(string name, string why) => new(name, $"not known: {why}", ScoreVerdict.Unknown, null);

    private static ScoreVerdict ByShare(double share) => share >= GoodShare ? ScoreVerdict.Good : share >= FairShare ? ScoreVerdict.Fair : ScoreVerdict.Poor;

    // Cut rather than rounded: 100% is only what never failed.
    private static string Percent(int part, int all) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000.0 * part / all) / 10:0.#}%");

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
