using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Catalogue.Contracts;
using Portal.Events;

namespace Portal.Storage.Model;

internal sealed class FeedIdConverter() : ValueConverter<FeedId, string>(id => id.Value, text => FeedId.Parse(text));

internal sealed class SemanticVersionConverter()
    : ValueConverter<SemanticVersion, string>(version => version.ToString(), text => SemanticVersion.Parse(text));

// SQLite cannot order DateTimeOffset and PostgreSQL takes only UTC: both keep UTC date-times.
internal sealed class UtcConverter()
    : ValueConverter<DateTimeOffset, DateTime>(
        time => time.UtcDateTime, time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)));

/// <summary>Keeps a value as JSON text in one column: values that are read and written as a whole.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property)
    {
        var comparer = new ValueComparer<T>(
            (a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value)));
        return property.HasConversion(value => Write(value), text => Read<T>(text), comparer);
    }

    private static string Write<T>(T? value) => JsonSerializer.Serialize(value, Options);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}
