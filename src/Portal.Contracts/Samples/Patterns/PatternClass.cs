using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.Samples.Patterns;

/// <summary>The members of a character class, found by asking .NET's own engine about likely characters.</summary>
internal static class PatternClass
{
    // A class is asked about at most so many characters, and so many are kept.
    private const int MaxMembers = 100;
    private const int MaxCached = 500;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<(string, bool), ClassPart?> Cache = new();
    private static readonly string[] Preferred = [.. Enumerable.Range('a', 26).Concat(Enumerable.Range('0', 10)).Concat(Enumerable.Range('A', 26)).Select(Text)];

    private static readonly string[] Others =
    [
        .. Enumerable.Range(' ', 95).Where(code => !char.IsAsciiLetterOrDigit((char)code)).Select(Text),
        "\t", "\n", "\r",
        .. Enumerable.Range(0xA1, 0x600 - 0xA1).Select(Text),
        "\u0985", "\u0E01", "\u05D0", "\u0660", "\u4E00", "\u3042", "\uAC00", "\u2028", "\u20AC", "\u2200", "\u00A0",
        "\U0001F600", "\U0001D400", "\U00010400", "\U0001F1E6", "\0", "\u0001", "\u001F", "\u007F", "\f", "\v",
    ];

    /// <summary>A class, for example <c>[a-f0-9]</c> or <c>\d</c>; null when none of the likely characters is in it.</summary>
    /// <param name="source">The class as written.</param>
    /// <param name="isXml">Whether it is written as XML Schema has it, rather than ECMA-262.</param>
    public static ClassPart? Of(string source, bool isXml)
    {
        if (Cache.TryGetValue((source, isXml), out var known))
        {
            return known;
        }

        if (Cache.Count >= MaxCached)
        {
            Cache.Clear();
        }

        return Cache[(source, isXml)] = Find(source, isXml);
    }

    private static ClassPart? Find(string source, bool isXml)
    {
        var translated = isXml ? XmlPattern.Translate(source) : EcmaPattern.Translate(source, strict: false).Pattern;
        if (translated is null)
        {
            return null;
        }

        try
        {
            var regex = new Regex($"^(?:{translated})\\z", RegexOptions.CultureInvariant | (isXml ? RegexOptions.None : RegexOptions.Singleline), TimeLimit);
            var likely = Preferred.Where(text => regex.IsMatch(text)).ToArray();
            var members = likely.Concat(Others.Where(text => regex.IsMatch(text))).Concat(Rest().Where(text => regex.IsMatch(text))).Take(MaxMembers).ToArray();
            return members.Length == 0 ? null : new ClassPart(members, Math.Min(likely.Length, members.Length));
        }
        catch (Exception problem) when (problem is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // Asked only while members are missing.
    private static IEnumerable<string> Rest() =>
        Enumerable.Range(0x600, 0xD800 - 0x600).Concat(Enumerable.Range(0xE000, 0x10000 - 0xE000)).Select(Text);

    private static string Text(int code) => ((char)code).ToString();
}
