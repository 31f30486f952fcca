using System.Text.RegularExpressions;

namespace Portal.Catalogue.Feeds;

/// <summary>The names of event types: <c>domain.entity.action</c>, for example <c>sales.order.placed</c>. Pure.</summary>
public static partial class EventTypeName
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxLength = 200;

    /// <summary>Whether a name is of the form.</summary>
    public static bool Fits(string name) => name.Length <= MaxLength && Form().IsMatch(name);

    /// <summary>What is wrong with a name, with a better one; null when it is of the form.</summary>
    public static string? Advice(string name, string domain) => Fits(name)
        ? null
        : $"'{name}' is not of the form domain.entity.action: three or more lower-case words joined by dots, for example {Suggest(name, domain)}.";

    /// <summary>A name of the form that means the same: <c>OrderPlaced</c> of Sales becomes <c>sales.order.placed</c>.</summary>
    public static string Suggest(string name, string domain)
    {
        var words = Words(name);
        string[] parts = words switch
        {
            [] => [Word(domain), "entity", "changed"],
            [var entity] => [Word(domain), entity, "changed"],
            [var first, var action] => [Word(domain), first, action],
            [var known, var entity, .. var action] when known == Word(domain) => [known, entity, string.Join('-', action)],
            [.. var entity, var action] => [Word(domain), string.Join('-', entity), action],
        };
        var suggested = string.Join('.', parts);
        return Fits(suggested) ? suggested : "sales.order.placed";
    }

    private static string Word(string text) => Words(text) is { Length: > 0 } words ? string.Join('-', words) : "domain";

    private static string[] Words(string text) =>
        [.. WordBreak().Split(text).Select(word => OtherCharacters().Replace(word.ToLowerInvariant(), "")).Where(word => word.Length > 0)];

    [GeneratedRegex("^[a-z0-9]+([_-][a-z0-9]+)*(\\.[a-z0-9]+([_-][a-z0-9]+)*){2,}$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex("[^\\p{L}\\p{Nd}]+|(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordBreak();

    [GeneratedRegex("[^a-z0-9]")]
    private static partial Regex OtherCharacters();
}
