using System.Buffers;
using Portal.Events.Entries;

namespace Portal.Syndication.Reading.Markup;

/// <summary>Reads <c>me@example.com (My Name)</c>, <c>My Name (me@example.com)</c> and <c>My Name &lt;me@example.com&gt;</c>.</summary>
internal static class PersonText
{
    private static readonly SearchValues<char> NotInEmails = SearchValues.Create(" \t\r\n<>()\"");

    /// <summary>The person; null for a text without any.</summary>
    public static Person? Parse(string text)
    {
        var value = text.AsSpan().Trim();
        if (value.IsEmpty)
        {
            return null;
        }

        var open = value.IndexOfAny('(', '<');
        if (open > 0 && value[^1] == (value[open] == '(' ? ')' : '>'))
        {
            var outer = value[..open].Trim();
            var inner = value[(open + 1)..^1].Trim();
            if (IsEmail(inner) && !IsEmail(outer))
            {
                return new Person(outer.ToString(), inner.ToString());
            }

            if (IsEmail(outer) && !inner.IsEmpty)
            {
                return new Person(inner.ToString(), outer.ToString());
            }
        }

        return IsEmail(value) ? new Person(null, value.ToString()) : new Person(value.ToString());
    }

    private static bool IsEmail(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at > 0 && at < text.Length - 1 && !text.ContainsAny(NotInEmails);
    }
}
