namespace Portal.Ingestion.WebSub;

/// <summary>Text of somebody else's server as it may be kept and shown.</summary>
internal static class ShownText
{
    /// <summary>The most characters that are kept.</summary>
    public const int MaxLength = 300;

    /// <summary>The beginning of the text, on one line.</summary>
    public static string Of(string? text)
    {
        var line = string.Concat((text ?? "").Take(MaxLength + 1).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return line.Length > MaxLength ? line[..MaxLength] + "…" : line;
    }
}
