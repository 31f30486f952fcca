using Portal.Events.Log;

namespace Portal.Catalogue.Feeds;

/// <summary>The rules that the fields of a feed keep, wherever they come from.</summary>
internal static class FeedLimits
{
    public const int Title = 200;
    public const int Summary = 2000;
    public const int Name = 100;
    public const int Grants = 200;
    private const int Tags = 20;
    private const int Tag = 50;
    private const int MaxEntryBytes = 16 * 1_048_576;
    private const int MaxEntriesPerMinute = 1_000_000;
    private const long FewestBytes = 1024;
    private static readonly TimeSpan ShortestAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(36_500);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    public static void CheckTags(FieldErrors errors, IReadOnlyList<string> tags)
    {
        if (tags.Count > Tags)
        {
            errors.Add("tags", $"At most {Tags} tags; these are {tags.Count}.");
        }

        foreach (var tag in tags.Where(t => string.IsNullOrWhiteSpace(t) || t.Length > Tag))
        {
            errors.Add("tags", $"'{tag}' must have 1 to {Tag} characters.");
        }
    }

    public static IReadOnlyList<string> CleanTags(IReadOnlyList<string> tags) =>
        [.. tags.Select(t => t.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A part of the domain; an empty one is none.</summary>
    public static string? CleanSubdomain(string? subdomain) => string.IsNullOrWhiteSpace(subdomain) ? null : subdomain.Trim();

    public static void CheckRetention(FieldErrors errors, RetentionLimits? retention)
    {
        if (retention?.MaxAge is { } age && (age < ShortestAge || age > LongestAge))
        {
            errors.Add("retention.maxAge", $"Between one minute (PT1M) and {LongestAge.TotalDays:0} days.");
        }

        if (retention?.MaxEntries < 1)
        {
            errors.Add("retention.maxEntries", "At least 1, or nothing for any number.");
        }

        if (retention?.MaxBytes < FewestBytes)
        {
            errors.Add("retention.maxBytes", $"At least {FewestBytes}, or nothing for any number.");
        }
    }

    /// <summary>Limits that limit nothing are none.</summary>
    public static RetentionLimits? CleanRetention(RetentionLimits? retention) =>
        retention is null or { MaxAge: null, MaxEntries: null, MaxBytes: null } ? null : retention;

    public static void CheckChannel(FieldErrors errors, FeedChannel channel)
    {
        switch (channel)
        {
            case FeedChannel.Http http:
                if (FeedAddress.Check(http.Url) is { } problem)
                {
                    errors.Add("channel.url", problem);
                }

                if (http.PollInterval < FeedChannel.Http.ShortestInterval || http.PollInterval > LongestInterval)
                {
                    errors.Add("channel.pollInterval", "Between one second (PT1S) and one day (P1D).");
                }

                break;
            case FeedChannel.Hosted { MaxEntriesPerMinute: < 1 or > MaxEntriesPerMinute }:
                errors.Add("channel.maxEntriesPerMinute", $"Between 1 and {MaxEntriesPerMinute}, or nothing for any number.");
                break;
            case FeedChannel.Hosted hosted when hosted.MaxEntryBytes is < 1024 or > MaxEntryBytes:
                errors.Add("channel.maxEntryBytes", $"Between 1024 and {MaxEntryBytes}.");
                break;
            default:
                break;
        }
    }
}
