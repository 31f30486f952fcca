using System.Text;
using System.Text.Json;
using Portal.Events.Entries;

namespace Portal.Syndication.Reading.Json;

/// <summary>Reads values of a JSON Feed whatever their type turns out to be.</summary>
internal static class JsonText
{
    /// <summary>The name that the reader stands on.</summary>
    public static string Name(ref Utf8JsonReader reader) => Text(ref reader);

    /// <summary>The value as text: numbers as written; null for anything else, which is skipped.</summary>
    public static string? String(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text(ref reader);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Version 1.0's <c>author</c> object or version 1.1's <c>authors</c> array; people are not listed twice.</summary>
    public static void People(ref Utf8JsonReader reader, List<Person> people)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                AddPerson(ref reader, people);
            }
        }
        else
        {
            AddPerson(ref reader, people);
        }
    }

    private static void AddPerson(ref Utf8JsonReader reader, List<Person> people)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        string? personName = null, url = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref reader);
            reader.Read();
            var value = String(ref reader);
            personName = name == "name" ? value : personName;
            url = name == "url" ? value : url;
        }

        var person = new Person(personName, null, url);
        if ((personName ?? url) is not null && !people.Contains(person))
        {
            people.Add(person);
        }
    }

    // "\ud800" is well-formed JSON but no text: half a pair becomes U+FFFD.
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return JsonEscapes.Unescape(reader.ValueSpan);
        }
    }
}
