using System.Text.Json.Serialization;
using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>Where in an entry a value comes from.</summary>
public enum EntryFieldKind
{
    /// <summary>The payload, at a path.</summary>
    Payload,

    /// <summary>The event type: the entry's first category.</summary>
    EventType,

    /// <summary>Every category.</summary>
    Category,

    /// <summary>The feed.</summary>
    Feed,

    /// <summary>What the contract said: <c>valid</c>, <c>invalid</c> or <c>unchecked</c>.</summary>
    Conformance,
}

/// <summary>A field of an entry, as definitions name it.</summary>
/// <param name="Kind">Where the value comes from.</param>
/// <param name="Path">The path in the payload (<see cref="FieldPath"/>); null for all other kinds.</param>
/// <param name="Form">What the payload is written in; JSON unless said.</param>
public sealed record EntryField(EntryFieldKind Kind, string? Path = null, PayloadForm Form = PayloadForm.Json)
{
    /// <summary>A field of JSON payloads.</summary>
    public static EntryField Json(string path) => new(EntryFieldKind.Payload, path);

    /// <summary>A field of XML payloads.</summary>
    public static EntryField Xml(string path) => new(EntryFieldKind.Payload, path, PayloadForm.Xml);

    /// <summary>What is wrong with it, for people; null when nothing is.</summary>
    [JsonIgnore]
    public string? Problem => Kind != EntryFieldKind.Payload
        ? Path is null ? null : "Only a field of the payload has a path."
        : FieldPath.TryParse(Path, Form, out _, out var problem) ? null : problem;

    /// <summary>A short name for people: the last step of the path that is a name.</summary>
    [JsonIgnore]
    public string Name => Kind switch
    {
        EntryFieldKind.Payload => Path?.Split('/').LastOrDefault(step => step.Length > 0 && step != "*") ?? "payload",
        EntryFieldKind.EventType => "event type",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
