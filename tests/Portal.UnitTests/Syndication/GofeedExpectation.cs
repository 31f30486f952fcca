using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Events.Entries;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

/// <summary>What one of gofeed's expectation files says of a feed's title and its items, in the terms of entries.</summary>
internal sealed class GofeedExpectation(JsonNode expected)
{
    /// <summary>In what the reading differs; counts the checks. Fields without a counterpart in an entry are passed over.</summary>
    public List<string> Differences(FeedReadResult result, ref int checks)
    {
        if (!result.IsFeed)
        {
            return [result.Problem];
        }

        List<string> differences = [];
        var items = (expected["items"] ?? expected["entries"])?.AsArray() ?? [];
        Check(ref checks, differences, "feed title", Texts.Same(result.Document.Title.Value, (string?)expected["title"] ?? ""));
        Check(ref checks, differences, $"{items.Count} items, not {result.Document.Entries.Count}", items.Count == result.Document.Entries.Count);
        foreach (var (item, entry) in items.Zip(result.Document.Entries))
        {
            foreach (var (field, value) in item!.AsObject())
            {
                if (Holds(entry, field, value!, item) is { } holds)
                {
                    Check(ref checks, differences, $"{field} = {value!.ToJsonString()} in {Entries.Show(entry)}", holds);
                }
            }
        }

        return differences;
    }

    private static void Check(ref int checks, List<string> differences, string what, bool holds)
    {
        checks++;
        if (!holds)
        {
            differences.Add(what);
        }
    }

    // Null where an entry has no counterpart.
    private static bool? Holds(Entry entry, string field, JsonNode value, JsonNode item) => field switch
    {
        "title" => Texts.Same(entry.Title.Value, (string)value!),
        "description" or "summary" => IsBody(entry, (string)value!),
        "content" when value is JsonObject content => HasContent(entry, content),
        "content" => IsBody(entry, (string)value!),
        "rights" => Texts.Same(entry.Rights?.Value, (string)value!),
        "id" => entry.Id == (string)value!,
        "guid" => (string?)(value is JsonObject guid ? guid["value"] : value) is not { } id || entry.Id == id,
        "link" => entry.Links.Any(link => link.Rel == "alternate" && link.Href == (string)value!),
        "links" => value.AsArray().All(link => HasLink(entry, link!, null)),
        "enclosures" => value.AsArray().All(link => HasLink(entry, link!, "enclosure")),
        "enclosure" when item["enclosures"] is not null => null,
        "enclosure" => HasLink(entry, value, "enclosure"),
        "author" when value is JsonObject person => IsPerson(entry.Authors, person),
        "author" => entry.Authors.Any(author => Texts.IsPerson(author, (string)value!)),
        "authors" => value.AsArray().All(person => IsPerson(entry.Authors, person!.AsObject())),
        "contributors" => value.AsArray().All(person => IsPerson(entry.Contributors, person!.AsObject())),
        "categories" => value.AsArray().All(category => HasCategory(entry, category!)),
        "comments" => entry.Links.Any(link => link.Rel == "replies" && link.Href == (string)value!),
        "publishedParsed" or "pubDateParsed" => entry.Published == Date(value) || (item["published"] is null && item["pubDate"] is null),
        "updatedParsed" => entry.Updated == Date(value),
        "source" => entry.Links.Any(link => link.Rel == "via") || entry.Extensions.Any(e => e.StartsWith("<source", StringComparison.Ordinal)),
        "custom" => value.AsObject().All(pair => entry.Extensions.Any(e => e.Contains($"<{pair.Key}", StringComparison.Ordinal))),
        _ => null,
    };

    // Formats differ in which of the two a field is.
    private static bool IsBody(Entry entry, string text) => Texts.Same(entry.Summary?.Value, text) || Texts.Same(entry.Content?.Value, text);

    private static bool HasContent(Entry entry, JsonObject content) =>
        (content["value"] is not { } value || IsBody(entry, (string)value!))
        && (content["src"] is not { } src || entry.Content?.Src == (string)src!)
        && (content["type"] is not { } type || entry.Content?.Type == (string)type! || entry.Content?.Value is not null);

    private static bool HasLink(Entry entry, JsonNode expected, string? relation)
    {
        if (expected is JsonValue)
        {
            return entry.Links.Any(link => link.Href == (string)expected!);
        }

        var href = (string?)(expected["href"] ?? expected["url"]);
        var rel = relation ?? (string?)expected["rel"];
        return entry.Links.Any(link => link.Href == href && (rel is null || link.Rel == rel)
            && Matches(link.Type, expected["type"]) && Matches(link.Title, expected["title"]) && Matches(link.HrefLang, expected["hreflang"])
            && Matches(link.Length?.ToString(CultureInfo.InvariantCulture), expected["length"]));
    }

    private static bool IsPerson(IReadOnlyList<Person> people, JsonObject expected) => expected.Count == 0 || people.Any(person =>
        Matches(person.Name, expected["name"]) && Matches(person.Email, expected["email"]) && Matches(person.Uri, expected["uri"]));

    private static bool HasCategory(Entry entry, JsonNode expected) => expected is JsonValue
        ? entry.Categories.Any(category => (string)expected! == category.Term || (string)expected! == category.Label)
        : entry.Categories.Any(category => Matches(category.Term, expected["term"] ?? expected["value"])
            && Matches(category.Scheme, expected["scheme"] ?? expected["domain"]) && Matches(category.Label, expected["label"]));

    private static bool Matches(string? actual, JsonNode? expected) => expected is null || (string?)expected is "" || actual == (string?)expected;

    private static DateTimeOffset Date(JsonNode value) => DateTimeOffset.Parse((string)value!, CultureInfo.InvariantCulture);
}
