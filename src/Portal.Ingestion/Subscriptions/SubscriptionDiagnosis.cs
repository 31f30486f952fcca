using System.Globalization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What is wrong with a subscription, and what to do about it.</summary>
/// <param name="Finding">What is wrong, one sentence.</param>
/// <param name="Advice">What to do, one sentence.</param>
public sealed record Diagnosis(string Finding, string Advice)
{
    /// <inheritdoc />
    public override string ToString() => $"{Finding} {Advice}";
}

/// <summary>Says in one sentence what is wrong with a subscription. Pure.</summary>
public static class SubscriptionDiagnosis
{
    // A poll waits its turn behind others for a while; only then is it late.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    // An hour of silence is no news, whatever the rate was; nor is a night that is a little longer than the last.
    private static readonly TimeSpan MinSilence = TimeSpan.FromHours(1);
    private const int StaleFactor = 3;

    // What was the longest silence of a day says nothing of a weekend.
    private static readonly TimeSpan MinFollowed = TimeSpan.FromDays(7);

    // The interval is shortened long before; where it cannot be, one late poll away from a loss somebody should know.
    private const double ThinSafety = 2;

    /// <summary>The most pressing finding; null when nothing is wrong.</summary>
    public static Diagnosis? Of(Subscription subscription, DateTimeOffset now)
    {
        var status = subscription.Status;
        if (status.LastOutcome is { } outcome && outcome is not (PollOutcome.Fetched or PollOutcome.NotModified))
        {
            return OfProblem(subscription);
        }

        if (!subscription.Paused && status.NextPoll is { } due && now > due + Grace)
        {
            return new Diagnosis(
                $"The poll due at {Clock(due)} is late by {Words(now - due)}.",
                "The portal is short of time or this host is slow: look at the load and at the host's other feeds.");
        }

        if (status.MovedTo is { } address)
        {
            return new Diagnosis(
                $"The source has moved for good to {address}.",
                status.Move is { } move && AddressRules.MayFollow(subscription, move.To)
                    ? "Wait: the feed's address follows once the source has been found there for an hour."
                    : "Change the feed's address: the old one may stop answering.");
        }

        return status.Continuity.Gaps.LastOrDefault(gap => gap.Status == GapStatus.Open) is { } gap
            ? OfGap(gap, subscription.PollInterval)
            : OfTraffic(status) ?? OfSilence(subscription, now);
    }

    /// <summary>Whether nothing new has come for much longer than ever before: the source answers, and may have come to a halt all the same.</summary>
    public static bool IsStale(Subscription subscription, DateTimeOffset now) =>
        !subscription.Paused && subscription.Status is { LongestSilence: { } longest, LastNewEntries: { } last }
        && subscription.Status.Continuity.FollowedSince + MinFollowed < now
        && now - last > MinSilence && now - last > longest.Length * StaleFactor;

    private static Diagnosis? OfSilence(Subscription subscription, DateTimeOffset now) =>
        IsStale(subscription, now) && subscription.Status is { LongestSilence: { } longest, LastNewEntries: { } last }
            ? new Diagnosis(
                $"Nothing new has come for {Words(now - last)}; the longest silence before was {Words(longest.Length)}.",
                "Ask the publisher whether its feed is still being written.")
            : null;

    // While a hub pushes, polls only make sure.
    private static Diagnosis? OfTraffic(SubscriptionStatus status) =>
        status is { SafetyFactor: < ThinSafety, UnpushedInterval: null, Traffic: { } traffic, EffectiveInterval: { } interval }
            ? new Diagnosis(
                $"The publisher's page holds {traffic.Entries} entries, about {Words(traffic.Span)} of traffic, and we poll every {Words(interval)}.",
                "Poll more often or ask for a longer page.")
            : null;

    /// <summary>What is wrong with a source that somebody only looks at: there is no feed yet whose settings could be changed.</summary>
    internal static Diagnosis OfLook(PollProblem problem, string? detail, bool withCredentials)
    {
        var (finding, advice) = WordsOf(problem, withCredentials);
        var instead = problem switch
        {
            PollProblem.Unauthorised => withCredentials
                ? "Check the credentials, or ask its operator for access."
                : "Enter credentials for it, or ask its operator for access.",
            PollProblem.ServerError => "Look again later, or tell the source's operator.",
            PollProblem.RateLimited => "Look again later, and poll it seldom.",
            PollProblem.Gone => "Look for its new address: it will not come back to this one.",
            _ => advice,
        };
        return With(finding, detail, instead);
    }

    private static Diagnosis OfProblem(Subscription subscription)
    {
        var status = subscription.Status;
        var (finding, advice) = WordsOf(status.LastProblem, subscription.Credentials is not null);
        var count = status.FailuresInRow > 1 ? $" ({status.FailuresInRow} polls in a row)" : "";
        return With(finding + count, status.Detail, advice);
    }

    private static Diagnosis With(string finding, string? detail, string advice) => new(detail is null ? $"{finding}." : $"{finding}: {detail}", advice);

    private static (string Finding, string Advice) WordsOf(PollProblem problem, bool withCredentials) => problem switch
    {
        PollProblem.BadAddress => ("The feed's address cannot be used", "Correct the address: it must begin with http:// or https://."),
        PollProblem.NameNotFound => ("The host's name is not known", "Check the address for a typing error, or the portal's DNS."),
        PollProblem.PrivateAddress => ("The address is not a public one and was refused",
            "Use a public address, or have the operator set Portal:Channels:AllowPrivateNetworks."),
        PollProblem.ConnectionFailed => ("No connection could be made", "Check that the source is running and that a firewall lets the portal through."),
        PollProblem.ConnectionBroken => ("The connection broke before the answer was complete", "Ask the source's operator: its server or a proxy before it gives up early."),
        PollProblem.TimedOut => ("The source did not answer in time", "Ask the source's operator why it is slow, or for a shorter document."),
        PollProblem.Tls => ("The source's certificate is not acceptable", "Ask the source's operator to renew or correct it; the portal does not go around it."),
        PollProblem.Protocol => ("The answer is not proper HTTP", "Check the address and its port."),
        PollProblem.Redirects => ("The redirects lead nowhere", "Enter the address that they should end at."),
        PollProblem.Unauthorised => ("The source refuses access", withCredentials ? "Check the credentials in the feed's settings, or ask its operator for access." : "Enter credentials in the feed's settings, or ask its operator for access."),
        PollProblem.NotFound => ("There is nothing at the address", "Check the address: the feed may have moved."),
        PollProblem.Refused => ("The source refuses the request", "Check the address, and ask the source's operator whether polling is allowed."),
        PollProblem.ServerError => ("The source's server reports an error of its own", "Wait, or tell the source's operator; polling goes on, further apart."),
        PollProblem.RateLimited => ("The source asks to be polled less often", "Choose a longer interval."),
        PollProblem.Gone => ("The source says that it is gone for good", "Retire the feed, or enter its new address and resume."),
        PollProblem.TooLarge => ("The document is larger than the portal reads", "Ask the source's operator for a shorter document, split into pages."),
        PollProblem.HtmlPage => ("The address serves a web page, not a feed", "Follow a feed that the page names, if it names one, or look there for the address of the feed itself."),
        PollProblem.OlderPage => ("An older page that leads back to what is known cannot be had", "Wait: after some tries a gap is recorded and reading goes on."),
        _ => ("What the source serves cannot be read as a feed", "Tell the source's operator what is wrong with it."),
    };

    internal static Diagnosis OfGap(Gap gap, TimeSpan interval)
    {
        var missing = gap.EstimatedEntries is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"about {count} {(count == 1 ? "entry" : "entries")} may be missing")
            : "entries may be missing";
        var when = $"Between {Clock(gap.From)} and {Clock(gap.To)} {missing}";
        if (gap is { PageEntries: 1, OlderPage: null })
        {
            return new Diagnosis(
                $"{when}: the source shows only 1 entry at a time, so what came and went between two polls was not seen.",
                "Poll more often, or ask its operator for a longer page.");
        }

        return gap.PageSpan is { } span && span < interval
            ? new Diagnosis(
                $"{when}: the source shows {gap.PageEntries} entries, about {Words(span)} of traffic, and is polled every {Words(interval)}.",
                "Poll more often, or ask its operator for a longer page.")
            : new Diagnosis($"{when}: none of what the source shows was known.", "Poll more often, or ask its operator for older pages.");
    }

    internal static string Clock(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    internal static string Words(TimeSpan time)
    {
        var (amount, unit) = time switch
        {
            { TotalSeconds: < 90 } => (time.TotalSeconds, "second"),
            { TotalMinutes: < 90 } => (time.TotalMinutes, "minute"),
            { TotalHours: < 48 } => (time.TotalHours, "hour"),
            _ => (time.TotalDays, "day"),
        };
        var whole = Math.Round(amount);
        return string.Create(CultureInfo.InvariantCulture, $"{whole:0} {unit}{(whole == 1 ? "" : "s")}");
    }
}
