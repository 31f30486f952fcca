using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;
using Portal.Events.Entries;
using Portal.Events.Payloads;

namespace Portal.Contracts.Masking;

/// <summary>
/// Shows payloads to those who may not see private fields: private values become <see cref="Text"/>, the structure stays.
/// Where a contract declares a place, its mark decides; elsewhere the names of private fields do, so that payloads that break
/// their contract are masked too. What cannot be read is not shown at all. Safe for many threads at once.
/// </summary>
public sealed class PayloadMask
{
    /// <summary>What stands in place of a private value.</summary>
    public const string Text = "***";

    private readonly MaskTree _json;
    private readonly MaskTree _xml;
    private readonly MaskedViolations _violations;

    private PayloadMask(MaskTree? json, MaskTree? xml, IReadOnlySet<string> names, IEnumerable<string> rules)
    {
        var byName = new MaskTree(MaskNode.Unknown, names);
        (_json, _xml) = (json ?? byName, xml ?? byName);
        _violations = new MaskedViolations(json ?? xml ?? byName, isXml: xml is not null, [.. rules]);
        PrivateNames = names;
        HidesAnything = names.Count > 0 || _json.Root.IsPrivate || _json.Root.HasPrivateInside() || _xml.Root.HasPrivateInside();
    }

    /// <summary>Masks nothing.</summary>
    public static PayloadMask Nothing { get; } = OfNames([]);

    /// <summary>Whether there is anything private at all.</summary>
    public bool HidesAnything { get; }

    /// <summary>The names of private fields, in capitals and without punctuation.</summary>
    public IReadOnlySet<string> PrivateNames { get; }

    /// <summary>The mask of a contract; made once for each.</summary>
    public static PayloadMask Of(ICompiledContract contract) => contract switch
    {
        CompiledJsonSchema json => json.Mask,
        CompiledXsd xsd => xsd.Mask,
        _ => OfNames(contract.Properties.Where(property => property.Marks.IsPrivate).Select(property => property.Name)),
    };

    /// <summary>
    /// A mask that goes by names alone, for payloads whose contract is not known: pass the names of all private fields that it
    /// could have, <see cref="PrivateNames"/> of several masks for example.
    /// </summary>
    public static PayloadMask OfNames(IEnumerable<string> names) =>
        new(null, null, names.Select(name => MaskNode.Fold(name)).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal), []);

    /// <summary>The payload masked, as text; null when it cannot be read, which is then not to be shown.</summary>
    public string? Apply(ReadOnlyMemory<byte> payload, PayloadForm form)
    {
        if (!HidesAnything)
        {
            return Encoding.UTF8.GetString(payload.Span);
        }

        try
        {
            if (form == PayloadForm.Json)
            {
                var json = payload.Span.StartsWith("\uFEFF"u8) ? payload.Span[3..] : payload.Span;
                return Encoding.UTF8.GetString(new JsonMasking(_json).Mask(json));
            }

            using var text = new StreamReader(new MemoryStream(payload.ToArray(), writable: false));
            return new XmlMasking(_xml).Mask(text);
        }
        catch (Exception problem) when (problem is JsonException or XmlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The content of an entry masked. What is neither JSON nor XML, or cannot be read, is <see cref="Text"/> as a whole.</summary>
    public EntryContent? Apply(EntryContent? content)
    {
        if (content?.Value is not { } value || !HidesAnything)
        {
            return content;
        }

        var masked = content.IsJson ? Apply(Encoding.UTF8.GetBytes(value), PayloadForm.Json)
            : content.IsXml ? Apply(Encoding.UTF8.GetBytes(value), PayloadForm.Xml)
            : null;
        return masked is null ? new EntryContent("text", Text) : content with { Value = masked };
    }

    /// <summary>
    /// A violation whose message does not quote a private value: of one that stands at or inside a private field, or that could
    /// quote one inside, only the rule is told.
    /// </summary>
    public Violation Apply(Violation violation) => HidesAnything ? _violations.Mask(violation) : violation;

    /// <summary>The mask of a JSON Schema contract that compiles.</summary>
    internal static PayloadMask OfJson(ContractSource source)
    {
        var tree = JsonMaskTree.Of(source);
        return new PayloadMask(tree, null, tree.PrivateNames, source.Rules.Select(rule => rule.Id));
    }

    /// <summary>The mask of compiled XML Schemas.</summary>
    internal static PayloadMask OfXml(ContractSource source, XmlSchemaSet set)
    {
        var tree = XmlMaskTree.Of(set);
        return new PayloadMask(null, tree, tree.PrivateNames, source.Rules.Select(rule => rule.Id));
    }
}
