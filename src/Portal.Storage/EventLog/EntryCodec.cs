using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Events.Entries;

namespace Portal.Storage.EventLog;

/// <summary>An entry as it is stored: its bytes, and a hash of all that makes it what it is.</summary>
/// <param name="Key">The key that it is found by in its feed.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="Hash">The hash of everything but dates and verdict: a publisher that only stamps anew has changed nothing.</param>
internal readonly record struct EncodedEntry(EntryKey Key, byte[] Payload, long Hash);

/// <summary>
/// The stored form of an entry: UTF-8 JSON, members of later versions are skipped, then the content's value as plain
/// UTF-8. Dates and verdict come first, so that the rest can be hashed where it lies; most of an entry is its content,
/// and escaping it within JSON would cost more than all the rest.
/// </summary>
internal static class EntryCodec
{
    /// <summary>A thread keeps its buffer up to this size; one huge entry does not stay in memory.</summary>
    private const int KeptBytes = 1024 * 1024;

    // Never shown as it lies here: markup and letters beyond ASCII may stand as they are, which is half the bytes.
    private static readonly JsonWriterOptions Compact = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static EncodedEntry Encode(Entry entry, ContractVerdict verdict, string? receipt = null)
    {
        var buffer = _buffer is { Capacity: <= KeptBytes } kept ? kept : _buffer = new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(buffer, Compact);
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, StoredHead.Of(entry, verdict, receipt), StoredJson.Default.StoredHead);
        writer.Flush();
        var head = buffer.WrittenCount;
        writer.Reset();
        JsonSerializer.Serialize(writer, StoredBody.Of(entry), StoredJson.Default.StoredBody);
        writer.Flush();
        Encoding.UTF8.GetBytes(entry.Content?.Value, buffer);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan[head..], hash);
        return new EncodedEntry(EntryKey.Of(entry.Id), buffer.WrittenSpan.ToArray(), BinaryPrimitives.ReadInt64LittleEndian(hash));
    }

    public static (Entry Entry, ContractVerdict Verdict, string? Receipt) Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { AllowMultipleValues = true });
        var head = JsonSerializer.Deserialize(ref reader, StoredJson.Default.StoredHead)!;
        reader.Read();
        var body = JsonSerializer.Deserialize(ref reader, StoredJson.Default.StoredBody)!;
        return (body.ToEntry(head, payload[(int)reader.BytesConsumed..]), head.ToVerdict(), head.Receipt);
    }
}

/// <summary>What is stored of an entry and may change without changing it.</summary>
internal sealed record StoredHead(
    [property: JsonPropertyName("p")] DateTimeOffset? Published,
    [property: JsonPropertyName("u")] DateTimeOffset? Updated,
    [property: JsonPropertyName("c")] Conformance Conformance,
    [property: JsonPropertyName("cv")] string? ContractVersion,
    [property: JsonPropertyName("v")] IReadOnlyList<Violation>? Violations,
    [property: JsonPropertyName("r")] string? Receipt)
{
    public static StoredHead Of(Entry entry, ContractVerdict verdict, string? receipt) => new(
        entry.Published, entry.Updated, verdict.Conformance, verdict.ContractVersion, verdict.Violations is [] ? null : verdict.Violations, receipt);

    public ContractVerdict ToVerdict() => Conformance == Conformance.Unchecked && ContractVersion is null && Violations is null
        ? ContractVerdict.Unchecked
        : new ContractVerdict(Conformance, ContractVersion, Violations ?? []);
}

/// <summary>What is stored of an entry and makes it what it is.</summary>
internal sealed record StoredBody
{
    [JsonPropertyName("i")]
    public string Id { get; init; } = "";

    [JsonPropertyName("t")]
    public EntryText? Title { get; init; }

    [JsonPropertyName("s")]
    public EntryText? Summary { get; init; }

    [JsonPropertyName("c")]
    public StoredContent? Content { get; init; }

    [JsonPropertyName("r")]
    public EntryText? Rights { get; init; }

    [JsonPropertyName("a")]
    public IReadOnlyList<Person>? Authors { get; init; }

    [JsonPropertyName("co")]
    public IReadOnlyList<Person>? Contributors { get; init; }

    [JsonPropertyName("l")]
    public IReadOnlyList<EntryLink>? Links { get; init; }

    [JsonPropertyName("k")]
    public IReadOnlyList<Category>? Categories { get; init; }

    [JsonPropertyName("la")]
    public string? Language { get; init; }

    [JsonPropertyName("x")]
    public IReadOnlyList<string>? Extensions { get; init; }

    [JsonPropertyName("d")]
    public bool Deleted { get; init; }

    public static StoredBody Of(Entry entry) => new()
    {
        Id = entry.Id,
        Title = entry.Title,
        Summary = entry.Summary,
        Content = StoredContent.Of(entry.Content),
        Rights = entry.Rights,
        Authors = OrNull(entry.Authors),
        Contributors = OrNull(entry.Contributors),
        Links = OrNull(entry.Links),
        Categories = OrNull(entry.Categories),
        Language = entry.Language,
        Extensions = OrNull(entry.Extensions),
        Deleted = entry.IsTombstone,
    };

    public Entry ToEntry(StoredHead head, ReadOnlySpan<byte> content) => new()
    {
        Id = Id,
        Published = head.Published,
        Updated = head.Updated,
        Title = Title ?? EntryText.Empty,
        Summary = Summary,
        Content = Content?.ToContent(content),
        Rights = Rights,
        Authors = Authors ?? [],
        Contributors = Contributors ?? [],
        Links = Links ?? [],
        Categories = Categories ?? [],
        Language = Language,
        Extensions = Extensions ?? [],
        IsTombstone = Deleted,
    };

    private static IReadOnlyList<T>? OrNull<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}

/// <summary>What is stored of a content beside its value.</summary>
internal sealed record StoredContent(
    [property: JsonPropertyName("t")] string Type,
    [property: JsonPropertyName("s")] string? Src,
    [property: JsonPropertyName("v")] bool HasValue)
{
    public static StoredContent? Of(EntryContent? content) =>
        content is null ? null : new StoredContent(content.Type, content.Src, content.Value is not null);

    public EntryContent ToContent(ReadOnlySpan<byte> value) => new(Type, HasValue ? Encoding.UTF8.GetString(value) : null, Src);
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true, GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(StoredHead))]
[JsonSerializable(typeof(StoredBody))]
internal sealed partial class StoredJson : JsonSerializerContext;
