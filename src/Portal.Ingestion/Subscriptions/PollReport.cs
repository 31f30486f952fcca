using System.Text.Json.Serialization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>How a poll ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PollOutcome>))]
public enum PollOutcome
{
    /// <summary>A document was read, with or without new entries.</summary>
    [JsonStringEnumMemberName("fetched")]
    Fetched,

    /// <summary>The source has not changed.</summary>
    [JsonStringEnumMemberName("notModified")]
    NotModified,

    /// <summary>No document could be had.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,

    /// <summary>What was served is no feed that can be read.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    /// <summary>The source asked for patience (429).</summary>
    [JsonStringEnumMemberName("rateLimited")]
    RateLimited,

    /// <summary>The source is gone for good (410).</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,
}

/// <summary>What was in the way of a poll.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PollProblem>))]
public enum PollProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The address is not an http or https address.</summary>
    BadAddress,

    /// <summary>The host's name cannot be resolved.</summary>
    NameNotFound,

    /// <summary>The address is not public and private networks are not allowed.</summary>
    PrivateAddress,

    /// <summary>No connection could be made.</summary>
    ConnectionFailed,

    /// <summary>The connection broke before the answer was complete.</summary>
    ConnectionBroken,

    /// <summary>The answer was not complete in time.</summary>
    TimedOut,

    /// <summary>The server's certificate or TLS version is not acceptable.</summary>
    Tls,

    /// <summary>The answer is not HTTP as it should be.</summary>
    Protocol,

    /// <summary>Redirects go round in a circle, are too many, or lead nowhere.</summary>
    Redirects,

    /// <summary>The source wants credentials or refuses those given (401, 403, 407).</summary>
    Unauthorised,

    /// <summary>There is nothing at the address (404).</summary>
    NotFound,

    /// <summary>The source refuses the request for another reason (4xx).</summary>
    Refused,

    /// <summary>The source has a problem of its own (5xx).</summary>
    ServerError,

    /// <summary>The source asked for patience (429).</summary>
    RateLimited,

    /// <summary>The source is gone for good (410).</summary>
    Gone,

    /// <summary>The document is larger than is read.</summary>
    TooLarge,

    /// <summary>An HTML page was served in place of a feed.</summary>
    HtmlPage,

    /// <summary>The document cannot be read as a feed.</summary>
    Malformed,

    /// <summary>An older page that leads back to what is known could not be had.</summary>
    OlderPage,
}

/// <summary>The result of one poll.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="NewEntries">How many entries were stored as new; revisions are not counted.</param>
/// <param name="Detail">What happened, for people; null when there is nothing to say.</param>
/// <param name="Problem">What was in the way.</param>
public sealed record PollReport(PollOutcome Outcome, int NewEntries, string? Detail, PollProblem Problem = PollProblem.None)
{
    /// <summary>Whether the source answered as it should.</summary>
    public bool IsSuccess => Outcome is PollOutcome.Fetched or PollOutcome.NotModified;
}
