using System.Text;
using Portal.Events.Entries;

namespace Portal.Events.Payloads;

/// <summary>
/// Reads the values at some paths from payloads, each in one forward pass; what no path leads to is passed over without
/// being kept. Safe for many threads at once. Never throws for what a payload may contain.
/// </summary>
public sealed class FieldReader
{
    /// <summary>The longest value that is kept whole, in characters; what is longer is cut and the reading says so.</summary>
    public const int MaxValueLength = 8_000;

    private readonly FieldTree _json;
    private readonly FieldTree _xml;
    private readonly (int Json, int Xml) _counts;
    private readonly int _maxValues;

    /// <summary>A reader of some paths, of either form; those of the other form find nothing in a payload.</summary>
    /// <param name="paths">The paths; <see cref="FieldValue.Path"/> is the index in this list.</param>
    /// <param name="maxValues">The most values kept of one payload.</param>
    public FieldReader(IReadOnlyList<FieldPath> paths, int maxValues = 1000)
    {
        (Paths, _maxValues) = (paths, maxValues);
        (_json, _counts.Json) = FieldTree.Of(paths, PayloadForm.Json);
        (_xml, _counts.Xml) = FieldTree.Of(paths, PayloadForm.Xml);
    }

    /// <summary>The paths.</summary>
    public IReadOnlyList<FieldPath> Paths { get; }

    /// <summary>The values in a payload.</summary>
    /// <param name="payload">Its bytes; JSON in UTF-8.</param>
    /// <param name="form">What it is written in.</param>
    public FieldReading Read(ReadOnlyMemory<byte> payload, PayloadForm form)
    {
        if (form == PayloadForm.Xml)
        {
            return new XmlFieldReading(_xml, _counts.Xml, _maxValues).Read(XmlFieldReading.Open(payload));
        }

        return new JsonFieldReading(_json, _counts.Json, _maxValues).Read(payload.Span);
    }

    /// <summary>The values in the content of an entry; none when it is neither XML nor JSON, or elsewhere.</summary>
    public FieldReading Read(EntryContent? content) => content switch
    {
        { Value: { } xml, IsXml: true } => new XmlFieldReading(_xml, _counts.Xml, _maxValues).Read(XmlFieldReading.Open(xml)),
        { Value: { } json, IsJson: true } => new JsonFieldReading(_json, _counts.Json, _maxValues).Read(Encoding.UTF8.GetBytes(json)),
        _ => new FieldReading([], false, null),
    };
}
