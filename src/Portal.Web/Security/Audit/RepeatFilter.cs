using System.Collections.Concurrent;

namespace Portal.Web.Security.Audit;

/// <summary>Lets the same thing through once a minute, so that nobody fills the audit trail by trying again and again.</summary>
internal sealed class RepeatFilter(TimeProvider time)
{
    /// <summary>How many things it remembers; over that it forgets them all, and each is news once more.</summary>
    public const int MaxRemembered = 10_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether this was not seen within the last minute.</summary>
    public bool IsNews(string what)
    {
        if (_seen.Count >= MaxRemembered)
        {
            _seen.Clear();
        }

        var now = time.GetTimestamp();
        if (_seen.TryGetValue(what, out var before) && time.GetElapsedTime(before, now) < Quiet)
        {
            return false;
        }

        _seen[what] = now;
        return true;
    }
}
