using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Syndication.Writing.Json;

/// <summary>How JSON documents are written.</summary>
internal static class JsonOutput
{
    /// <summary>Letters beyond ASCII stand as they are: the documents are served as JSON, never within a page.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
