using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Schema;
using System.Xml.XPath;
using Portal.Contracts.Masking;
using Portal.Contracts.Samples;
using Portal.Contracts.Samples.Xml;
using Portal.Contracts.Xsd.Forward;
using Portal.Events.Entries;

namespace Portal.Contracts.Xsd;

/// <summary>An XML Schema contract ready for use. The set is compiled and never changed, which makes it safe for many threads.</summary>
internal sealed class CompiledXsd(
    ContractSource source, XmlSchemaSet set, IReadOnlyList<XPathRule> rules, IReadOnlyList<ContractProperty> properties) : ICompiledContract
{
    private const int MaxViolations = 100;

    private readonly Lazy<ForwardXsd> _forward = new(() => ForwardXsd.Compile(set));
    private readonly Lazy<PayloadMask> _mask = new(() => PayloadMask.OfXml(source, set));

    /// <summary>What was compiled.</summary>
    public ContractSource Source => source;

    /// <summary>The compiled schemas, which nobody may change.</summary>
    public XmlSchemaSet Set => set;

    /// <summary>Hides what it marks private.</summary>
    public PayloadMask Mask => _mask.Value;

    /// <inheritdoc />
    public string PayloadType => "application/xml";

    /// <inheritdoc />
    public IReadOnlyList<ContractProperty> Properties { get; } = properties;

    /// <inheritdoc />
    public IReadOnlyList<Violation> Validate(ReadOnlyMemory<byte> payload)
    {
        if (ByteOrderMark.IsRepeated(payload.Span))
        {
            return [new Violation("", 1, "The payload is not well-formed XML: it begins with two byte order marks.", "well-formed")];
        }

        try
        {
            return !_forward.Value.IsSurelyValid(Stream(payload)) && !IsValid(payload) ? Violations(payload) : rules.Count > 0 ? BrokenRules(payload) : [];
        }
        catch (XmlException problem)
        {
            return [new Violation(
                "", problem.LineNumber > 0 ? problem.LineNumber : null, $"The payload is not well-formed XML: {problem.Message}", "well-formed")];
        }
    }

    /// <inheritdoc />
    public ContractSample? Sample(SampleSeed seed) => XmlSampler.Make(set, rules, seed, this);

    /// <summary>Judges payloads while they are being read.</summary>
    internal ForwardXsd Forward => _forward.Value;

    /// <summary>The verdict of the framework's validator. Paths are kept only for payloads that are invalid.</summary>
    internal bool IsValid(ReadOnlyMemory<byte> payload)
    {
        var valid = true;
        using var reader = Open(payload, (_, problem) => valid &= problem.Severity != XmlSeverityType.Error || EndOfDay.IsTheProblem(problem.Exception));
        while (valid && reader.Read())
        {
            valid = valid && !IsUnknownRoot(reader);
        }

        return valid;
    }

    private List<Violation> Violations(ReadOnlyMemory<byte> payload)
    {
        var violations = new List<Violation>();
        var problems = new List<XmlSchemaException>();
        var path = new ElementPath();
        using var reader = Open(payload, (_, problem) =>
        {
            if (problem.Severity == XmlSeverityType.Error && !EndOfDay.IsTheProblem(problem.Exception))
            {
                problems.Add(problem.Exception);
            }
        });
        while (violations.Count < MaxViolations && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                path.Enter(reader.Name);
            }

            if (IsUnknownRoot(reader))
            {
                violations.Add(new Violation(
                    path.ToString(), ((IXmlLineInfo)reader).LineNumber, $"The contract knows no element '{reader.Name}' at the root.", "root"));
            }

            violations.AddRange(problems.Select(problem => SchemaViolation.From(problem, path)));
            problems.Clear();
            if (reader.NodeType == XmlNodeType.EndElement || (reader.NodeType == XmlNodeType.Element && reader.IsEmptyElement))
            {
                path.Leave();
            }
        }

        // What is known only at the end: references to identifiers that nothing has.
        violations.AddRange(problems.Select(problem => SchemaViolation.From(problem, path)));
        return violations.Count > MaxViolations ? violations[..MaxViolations] : violations;
    }

    private List<Violation> BrokenRules(ReadOnlyMemory<byte> payload)
    {
        using var reader = XmlReader.Create(Stream(payload), PayloadSettings.Create());
        var document = new XPathDocument(reader).CreateNavigator();
        return [.. XPathRules.Broken(rules, document).Take(MaxViolations)];
    }

    // A root that no declaration covers is assessed laxly, which would make anything valid.
    private static bool IsUnknownRoot(XmlReader reader) =>
        reader.Depth == 0 && reader.NodeType == XmlNodeType.Element && reader.SchemaInfo is not { SchemaType: not null };

    private XmlReader Open(ReadOnlyMemory<byte> payload, ValidationEventHandler handler)
    {
        var settings = PayloadSettings.Create();
        settings.ValidationType = ValidationType.Schema;
        settings.Schemas = set;
        settings.ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.AllowXmlAttributes;
        settings.ValidationEventHandler += handler;
        return XmlReader.Create(Stream(payload), settings);
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(payload.ToArray(), writable: false);
}
