namespace Portal.Web.Api;

/// <summary>
/// Comma-separated values (RFC 4180) that a spreadsheet shows and does not calculate: a text that it would take for a formula gets
/// an apostrophe in front.
/// </summary>
internal static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    // Spaces and control characters before the sign do not keep a spreadsheet from calculating.
    private static bool IsFormula(string text) => text.AsSpan().TrimStart(" \t\r\n\0") is ['=' or '+' or '-' or '@' or '|' or '%', ..] || text is ['\t' or '\r' or '\n', ..];

    private static string Field(string? text)
    {
        var safe = text is null ? "" : IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
