using System.Globalization;

namespace Portal.Contracts.Samples.Values;

/// <summary>Dates and times that look right for a field. A sample has no clock: it is the same tomorrow.</summary>
internal static class LikelyMoments
{
    // A Monday morning in UTC; what ends lies an hour and what expires a month after what starts.
    private static readonly DateTime Basis = new(2026, 3, 16, 9, 30, 0, DateTimeKind.Utc);

    /// <summary>A moment for a field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="variant">Moves it by days.</param>
    public static DateTime Of(string name, int variant)
    {
        var words = FieldWords.Of(name);
        var moment = Basis.AddDays(variant % 300);
        return words.Any(word => word is "expiry" or "expires" or "expiration" or "until" or "due" or "deadline") ? moment.AddDays(30)
            : words.Any(word => word is "end" or "ended" or "finish" or "finished" or "completed" or "closed" or "stop" or "to") ? moment.AddHours(1)
            : words.Any(word => word is "birth" or "birthday" or "born" or "dob") ? moment.AddYears(-36)
            : moment;
    }

    /// <summary>RFC 3339 section 5.6.</summary>
    public static string DateTime(string name, int variant) => Write(Of(name, variant), "yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static string Date(string name, int variant) => Write(Of(name, variant), "yyyy-MM-dd");

    /// <summary>A time of the day with its zone, as RFC 3339 has it.</summary>
    public static string Time(string name, int variant) => Write(Of(name, variant).AddMinutes(variant % 60), "HH:mm:ss'Z'");

    /// <summary>Any part of a moment by a .NET format.</summary>
    public static string Write(DateTime moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);
}
