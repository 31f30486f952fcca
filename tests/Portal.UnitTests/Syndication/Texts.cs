using System.Net;
using System.Text.RegularExpressions;
using Portal.Events.Entries;

namespace Portal.UnitTests.Syndication;

/// <summary>Compares texts the way readers of feeds see them: libraries differ in what they unescape and when.</summary>
internal static partial class Texts
{
    /// <summary>Whether the texts are the same as written, once unescaped, or as the text of the markup; white space aside.</summary>
    public static bool Same(string? actual, string expected) => actual is not null
        && (Squeeze(actual) == Squeeze(expected) || Forms(actual).Intersect(Forms(expected)).Any());

    /// <summary>Whether a text says this person: <c>Name (mail)</c>, <c>mail (Name)</c>, a name, an address.</summary>
    public static bool IsPerson(Person person, string text) =>
        new[] { person.Name, person.Email, $"{person.Name} ({person.Email})", $"{person.Email} ({person.Name})", $"{person.Name} <{person.Email}>" }
            .Any(form => form is not null && Squeeze(form) == Squeeze(text));

    private static IEnumerable<string> Forms(string text) =>
        new[] { Squeeze(text), Squeeze(WebUtility.HtmlDecode(text)), Squeeze(WebUtility.HtmlDecode(Tags().Replace(text, " "))) }.Where(form => form.Length > 0);

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
