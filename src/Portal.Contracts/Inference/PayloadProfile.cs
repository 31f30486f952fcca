using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml;
using Portal.Contracts.JsonSchema.Values;
using Portal.Contracts.Xsd;
using Portal.Events.Payloads;

namespace Portal.Contracts.Inference;

/// <summary>
/// What some payloads look like, one added after the other: which fields they have, how often, and what the values are. Its
/// size is bounded whatever is added. Two profiles, of parts of the same payloads, can be merged. Not for several threads.
/// </summary>
public sealed class PayloadProfile
{
    // Far more than a contract has; a profile has a few megabytes at most.
    private const int MaxPlaces = 4_000;
    private const int MaxDepth = 64;

    private readonly ProfileRoom _room = new(MaxPlaces);

    /// <summary>A profile of payloads of one form.</summary>
    public PayloadProfile(PayloadForm form) => Form = form;

    /// <summary>What the payloads are written in.</summary>
    public PayloadForm Form { get; }

    /// <summary>How many payloads were read.</summary>
    public long Count { get; private set; }

    /// <summary>How many could not be read; they count for nothing else.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Whether there was more than the profile has room for: some fields are missing from it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What stood at the root; for XML its members are the root elements.</summary>
    internal NodeProfile Root { get; } = new();

    /// <summary>Adds a payload.</summary>
    public void Add(ReadOnlyMemory<byte> payload)
    {
        try
        {
            if (Form == PayloadForm.Json)
            {
                AddJson(payload);
            }
            else
            {
                AddXml(payload);
            }

            Count++;
        }
        catch (Exception problem) when (problem is JsonException or XmlException)
        {
            Unreadable++;
        }

        IsCut |= _room.IsFull;
    }

    /// <summary>Adds what another profile saw.</summary>
    public void Merge(PayloadProfile other)
    {
        Count += other.Count;
        Unreadable += other.Unreadable;
        Root.Merge(other.Root, _room);
        IsCut |= other.IsCut || _room.IsFull;
    }

    private void AddJson(ReadOnlyMemory<byte> payload)
    {
        payload = payload.Span.StartsWith("\uFEFF"u8) ? payload[3..] : payload;
        using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 512, AllowDuplicateProperties = false });
        Add(Root, document.RootElement, 0);
        Root.Holders++;
    }

    private void Add(NodeProfile node, JsonElement value, int depth)
    {
        node.Count++;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                node.Objects++;
                foreach (var member in depth < MaxDepth ? value.EnumerateObject() : default)
                {
                    if (node.Member(JsonText.Decode(JsonMarshal.GetRawUtf8PropertyName(member)), _room) is { } place)
                    {
                        place.Holders++;
                        Add(place, member.Value, depth + 1);
                    }
                }

                break;
            case JsonValueKind.Array:
                node.Arrays++;
                foreach (var item in depth < MaxDepth ? value.EnumerateArray() : default)
                {
                    if (node.Items is null && !_room.Take())
                    {
                        break;
                    }

                    Add(node.Items ??= new NodeProfile(), item, depth + 1);
                }

                break;
            case JsonValueKind.String:
                node.Texts.Add(JsonText.Decode(value));
                break;
            case JsonValueKind.Number:
                node.Numbers.Add(value.GetRawText());
                break;
            case JsonValueKind.Null:
                node.Nulls++;
                break;
            default:
                node.Booleans++;
                break;
        }
    }

    // First into a document, so that half a payload adds nothing.
    private void AddXml(ReadOnlyMemory<byte> payload)
    {
        using var stream = new MemoryStream(payload.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, PayloadSettings.Create());
        using var bounded = new DepthLimitedReader(reader);
        var document = System.Xml.Linq.XDocument.Load(bounded);
        Root.Count++;
        Root.Objects++;
        if (Root.Member(document.Root!.Name.ToString(), _room) is { } place)
        {
            place.Holders++;
            Add(place, document.Root, 0);
        }
    }

    private void Add(NodeProfile node, System.Xml.Linq.XElement element, int depth)
    {
        node.Count++;
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName is not "http://www.w3.org/2001/XMLSchema-instance" and not "http://www.w3.org/XML/1998/namespace"))
        {
            if (node.Member("@" + attribute.Name, _room) is { } place)
            {
                place.Holders++;
                place.Count++;
                place.Texts.Add(attribute.Value);
            }
        }

        if (element.HasElements)
        {
            node.Objects++;
            node.IsMixed |= element.Nodes().Any(part => part is System.Xml.Linq.XText text && !string.IsNullOrWhiteSpace(text.Value));
            AddChildren(node, element, depth);
            return;
        }

        node.Texts.Add(element.Value);
    }

    private void AddChildren(NodeProfile node, System.Xml.Linq.XElement element, int depth)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var previous = "";
        foreach (var child in depth < MaxDepth ? element.Elements() : [])
        {
            var name = child.Name.ToString();
            if (node.Member(name, _room) is not { } place)
            {
                continue;
            }

            if (name != previous)
            {
                foreach (var earlier in counts.Keys)
                {
                    node.Follows(earlier, name);
                }
            }

            counts[name] = counts.GetValueOrDefault(name) + 1;
            place.Holders += counts[name] == 1 ? 1 : 0;
            place.MostInOne = Math.Max(place.MostInOne, counts[name]);
            previous = name;
            Add(place, child, depth + 1);
        }
    }
}
