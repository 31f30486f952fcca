using Portal.Catalogue.Access;

namespace Portal.Catalogue.Requests;

/// <summary>Where somebody is named in a text.</summary>
/// <param name="Start">The place of the <c>@</c>.</param>
/// <param name="Length">How long it is with the name.</param>
/// <param name="Person">Who, by id.</param>
public sealed record Mention(int Start, int Length, string Person);

/// <summary>Finds people that are named in a text as <c>@Otto Operator</c>, capitals aside. Other names stay text. Pure.</summary>
public static class Mentions
{
    /// <summary>The most of one text; what comes after stays text.</summary>
    public const int Most = 20;

    /// <summary>The mentions of these people in a text, in order.</summary>
    public static IReadOnlyList<Mention> In(string text, IEnumerable<KnownPerson> people)
    {
        // The longest name first: "@Otto Operator" is not Otto. Of two with one name both would be meant, and neither is: nobody can tell.
        var names = people.Where(person => person.Name.Length > 0).GroupBy(person => person.Name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() == 1).Select(same => same.First()).OrderByDescending(person => person.Name.Length).ToList();
        List<Mention> found = [];
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0 && found.Count < Most; at = Next(text, at + 1))
        {
            if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
            {
                // An e-mail address.
                continue;
            }

            if (names.FirstOrDefault(person => Stands(text, at + 1, person.Name)) is { } meant)
            {
                found.Add(new Mention(at, meant.Name.Length + 1, meant.Id));
                at += meant.Name.Length;
            }
        }

        return found;
    }

    private static int Next(string text, int from) => from < text.Length ? text.IndexOf('@', from) : -1;

    private static bool Stands(string text, int at, string name) =>
        string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + name.Length == text.Length || !char.IsLetterOrDigit(text[at + name.Length]));
}
