using System.Collections.Concurrent;

namespace Portal.Web.Features.Account;

/// <summary>
/// The codes of authenticators that opened a session lately: each does so once, although it is good for a minute or two, so
/// that one read over a shoulder opens nothing (RFC 6238 section 5.2).
/// </summary>
internal sealed class UsedCodes(TimeProvider time)
{
    /// <summary>How many it remembers; over that those that are no good any more are forgotten.</summary>
    public const int MaxRemembered = 10_000;

    // Longer than any code is good, with the clocks of both sides apart.
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Person, string Code), long> _used = new();

    /// <summary>Whether this code of this person was not used yet; it is from now on. Of two at once exactly one is first.</summary>
    public bool IsFirst(string person, string code)
    {
        var now = time.GetTimestamp();
        if (_used.Count >= MaxRemembered)
        {
            foreach (var (key, at) in _used.Where(used => time.GetElapsedTime(used.Value, now) >= Good))
            {
                _used.TryRemove(KeyValuePair.Create(key, at));
            }
        }

        while (true)
        {
            if (_used.TryAdd((person, code), now))
            {
                return true;
            }

            if (!_used.TryGetValue((person, code), out var before))
            {
                continue;
            }

            if (time.GetElapsedTime(before, now) < Good)
            {
                return false;
            }

            if (_used.TryUpdate((person, code), now, before))
            {
                return true;
            }
        }
    }
}
