using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Events.Log;
using Portal.Syndication;
using Portal.Syndication.Reading;
using Portal.Syndication.Reading.Json;

namespace Portal.FeedHost.Publishing;

/// <summary>The forms in which several entries are published at once. Pure.</summary>
internal static class PublishedBatch
{
    /// <summary>The most entries of a batch.</summary>
    public const int MaxEntries = 1000;

    /// <summary>The most bytes of a batch, whatever its entries may have.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Whether the request brings a batch.</summary>
    public static bool IsBatch(HttpRequest request) => IsEvents(request) || IsFeed(request);

    /// <summary>Reads the batch.</summary>
    public static BatchResult Read(HttpRequest request, ReadOnlyMemory<byte> body, HostedFeed feed) => IsEvents(request)
        ? ReadEvents(body)
        : AtomBatchReader.Read(
            body, new FeedReadOptions { ContentType = request.ContentType, IgnoresBadDates = !feed.AllowClientDates, MaxEntries = Math.Min(MaxEntries, AppendBatch.MaxEntries) });

    private static bool IsEvents(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaTypes.CloudEventsBatch, StringComparison.OrdinalIgnoreCase);

    private static bool IsFeed(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypes.Atom, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.Any(p => p.Name.Equals("type", StringComparison.OrdinalIgnoreCase) && p.Value.AsSpan().Trim('"').Equals("feed", StringComparison.OrdinalIgnoreCase));

    private static BatchResult ReadEvents(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return new BatchResult([], "A batch of CloudEvents is a JSON array.");
            }

            return document.RootElement.GetArrayLength() switch
            {
                0 => new BatchResult([], "The batch has no event to publish."),
                > MaxEntries => new BatchResult([], $"A batch has at most {MaxEntries} events."),
                _ => new BatchResult([.. document.RootElement.EnumerateArray().Select(ReadEvent)]),
            };
        }
        catch (JsonException problem)
        {
            return new BatchResult([], $"The JSON is not well-formed at line {(problem.LineNumber ?? 0) + 1}, column {(problem.BytePositionInLine ?? 0) + 1}.");
        }
    }

    private static BatchedEntry ReadEvent(JsonElement given, int index)
    {
        var bytes = Encoding.UTF8.GetBytes(given.GetRawText());
        var result = CloudEventReader.ReadStructured(bytes);
        return new BatchedEntry(result.Problem is { } problem ? result with { Problem = $"Event {index + 1} of the batch: {problem}" } : result, bytes.Length);
    }
}
