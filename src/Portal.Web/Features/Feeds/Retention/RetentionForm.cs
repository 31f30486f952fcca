using System.Globalization;
using Portal.Catalogue;
using Portal.Events.Log;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Feeds.Retention;

/// <summary>How much of a feed is kept, as it is typed; empty for no limit.</summary>
internal sealed class RetentionForm
{
    private const long Megabyte = 1024 * 1024;

    public string Days { get; set; } = "";

    public string Entries { get; set; } = "";

    public string Megabytes { get; set; } = "";

    public bool KeepArchives { get; set; } = true;

    public static RetentionForm Of(RetentionLimits? limits) => new()
    {
        Days = limits?.MaxAge?.TotalDays.ToString(CultureInfo.InvariantCulture) ?? "",
        Entries = limits?.MaxEntries?.ToString(CultureInfo.InvariantCulture) ?? "",
        Megabytes = limits?.MaxBytes is { } bytes ? (bytes / (double)Megabyte).ToString(CultureInfo.InvariantCulture) : "",
        KeepArchives = limits?.KeepArchives ?? true,
    };

    /// <summary>The limits, or what cannot be read as a number.</summary>
    public (RetentionLimits? Limits, Refusal? Refusal) ToLimits()
    {
        if (!TryRead(Days, out var days) || days > 36_500)
        {
            return (null, FormRefusal.NotANumber("retention.maxAge", Days));
        }

        if (!TryRead(Entries, out var entries) || (entries is { } count && count != Math.Floor(count)))
        {
            return (null, FormRefusal.NotANumber("retention.maxEntries", Entries));
        }

        return TryRead(Megabytes, out var megabytes)
            ? (new RetentionLimits(days is { } age ? TimeSpan.FromDays(age) : null, (long?)entries, (long?)(megabytes * Megabyte), KeepArchives), null)
            : (null, FormRefusal.NotANumber("retention.maxBytes", Megabytes));
    }

    private static bool TryRead(string text, out double? value)
    {
        value = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var read = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1e12;
        value = number;
        return read;
    }
}
