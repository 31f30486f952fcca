using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Samples.Patterns;

/// <summary>
/// Regular expressions of XML Schema (part 2, appendix F) on an engine that cannot hang. .NET's own checks of patterns
/// have no time limit, so what does not match is kept away from them.
/// </summary>
internal static class XmlPattern
{
    // \i and \c are the characters of names.
    private const string NameStart = @"\p{L}_:";
    private const string NameOther = @"\p{L}\p{N}\p{M}_:.\-";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>A pattern ready for use; null when it is not one.</summary>
    public static Regex? Create(string source)
    {
        var translated = $"^(?:{Translate(source)})\\z";
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(translated, RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a text matches; not when finding out takes too long.</summary>
    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>The same expression, or class, for .NET.</summary>
    public static string Translate(string source)
    {
        var written = new StringBuilder();
        var depth = 0;
        for (var at = 0; at < source.Length; at++)
        {
            var letter = source[at];
            if (letter == '\\' && at + 1 < source.Length)
            {
                written.Append(Escape(source[++at], depth > 0));
                continue;
            }

            depth += letter == '[' ? 1 : letter == ']' ? -1 : 0;
            written.Append(letter is '^' or '$' && depth == 0 ? "\\" + letter : letter.ToString());
        }

        return written.ToString();
    }

    private static string Escape(char letter, bool isInClass) => letter switch
    {
        'i' => isInClass ? NameStart : $"[{NameStart}]",
        'c' => isInClass ? NameOther : $"[{NameOther}]",
        'I' => $"[^{NameStart}]",
        'C' => $"[^{NameOther}]",
        var other => "\\" + other,
    };
}
