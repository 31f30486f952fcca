using System.Globalization;

namespace Portal.Monitoring.Rules;

/// <summary>Alarms in words.</summary>
internal static class RuleWords
{
    public static string Threshold(string name, double value, double limit, bool below) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value:0.###}, {(below ? "below" : "above")} {limit:0.###}");

    public static string RateOfChange(string name, double percent, double now, double before) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {(percent < 0 ? "fell" : "rose")} by {Math.Abs(percent):0.#}%, from {before:0.###} to {now:0.###}");

    public static string Unusual(string name, double value, double usual, double deviations) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} was {value:0.###} in this hour, usually {usual:0.###} ({deviations:0.#} standard deviations)");

    public static string Silence(string feeds, TimeSpan within) => $"Nothing came in by {feeds} for {Span(within)}";

    public static string Duplicate(string key, string value, DateTimeOffset before) =>
        string.Create(CultureInfo.InvariantCulture, $"{key} {value} came in again, last seen {before.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    public static string Sequence(string key, int steps, TimeSpan took) => $"{key}: all {steps} steps happened within {Span(took)}";

    public static string Missing(string key, string follows, TimeSpan within) => $"{key}: nothing followed in {follows} within {Span(within)}";

    public static string Top(string name, IEnumerable<string> entered, IEnumerable<string> left)
    {
        var (came, went) = (string.Join(", ", entered), string.Join(", ", left));
        return $"The leading groups of {name} changed:" + (came.Length > 0 ? $" {came} came in" : "") + (came.Length > 0 && went.Length > 0 ? "," : "") + (went.Length > 0 ? $" {went} fell out" : "");
    }

    /// <summary>The words of an alarm about a key, with the key and without.</summary>
    public static (string Text, SafeWords Safe) OfKey(string key, Func<string, string> words, params IReadOnlyList<Fields.EntryField> fields) =>
        (words(key), new SafeWords(words(SafeWords.Hidden), fields));

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} d"),
    };
}
