using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>Quoting, so that what a snippet is given cannot end the place that it stands in. Pure.</summary>
internal static class SnippetText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A string of C#, Python or Java, on one line.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>A word of a POSIX shell.</summary>
    public static string Shell(string text) => $"'{ShellInner(text)}'";

    /// <summary>What stands between single quotes of a POSIX shell.</summary>
    public static string ShellInner(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal);

    /// <summary>A JSON string.</summary>
    public static string Json(string text) => JsonSerializer.Serialize(Clean(text), Readable);

    /// <summary>A value of an XML attribute between double quotes.</summary>
    public static string Attribute(string text) => Xml(text).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Text of an XML element.</summary>
    public static string Xml(string text) => Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("]]>", "]]&gt;", StringComparison.Ordinal);

    /// <summary>The text with each character that XML 1.0 does not allow (section 2.2) replaced by U+FFFD: no form carries them all.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
