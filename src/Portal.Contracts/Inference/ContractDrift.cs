using System.Xml.Linq;
using Portal.Contracts.Masking;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;
using Portal.Events.Payloads;

namespace Portal.Contracts.Inference;

/// <summary>Holds a contract against what its payloads look like.</summary>
public static class ContractDrift
{
    /// <summary>The most findings.</summary>
    public const int MaxFindings = 500;

    // Fewer payloads say nothing about which values are never seen.
    private const int FewPayloads = 50;

    /// <summary>What differs, undeclared fields first. Payloads of another form than the contract's show nothing.</summary>
    public static IReadOnlyList<DriftFinding> Of(ICompiledContract contract, PayloadProfile profile)
    {
        var declared = contract switch
        {
            CompiledJsonSchema json when profile.Form == PayloadForm.Json => JsonMaskTree.Of(json.Source),
            CompiledXsd xsd when profile.Form == PayloadForm.Xml => XmlMaskTree.Of(xsd.Set),
            _ => null,
        };
        if (declared is null || profile.Count == 0)
        {
            return [];
        }

        var findings = new List<DriftFinding>();
        AddUndeclared(declared.Root, profile.Root, "", profile.Form, findings);
        foreach (var property in contract.Properties)
        {
            AddDeclared(property, profile, findings);
        }

        return [.. findings.OrderBy(finding => finding.Kind).Take(MaxFindings)];
    }

    private static void AddUndeclared(MaskNode declared, NodeProfile seen, string path, PayloadForm form, List<DriftFinding> findings)
    {
        foreach (var (key, member) in seen.Members)
        {
            var name = form == PayloadForm.Json ? key : LocalName(key);
            var at = $"{path}/{(form == PayloadForm.Json ? FieldPath.Escape(name) : name)}";
            if (declared.Members.TryGetValue(name, out var known) || (known = declared.Others) is not null)
            {
                AddUndeclared(known, member, at, form, findings);
            }
            else if (findings.Count < MaxFindings)
            {
                findings.Add(new DriftFinding(DriftKind.Undeclared, at, null, member.Holders, Math.Max(seen.Objects, form == PayloadForm.Json ? 0 : seen.Count)));
            }
        }

        if (seen.Items is { } items && declared.Items is { } item)
        {
            AddUndeclared(item, items, path + "/*", form, findings);
        }
    }

    private static void AddDeclared(ContractProperty property, PayloadProfile profile, List<DriftFinding> findings)
    {
        var path = FieldPath.Parse(property.ValuePath, profile.Form);
        var seen = Find(profile.Root, path.Steps);
        if (seen is null)
        {
            // Told once, at the topmost field of which nothing was seen; an array of nothing is a field that was seen.
            var parent = Find(profile.Root, [.. path.Steps.SkipLast(1)]);
            if (parent is { IsMap: false } && (parent.Objects > 0 || profile.Form == PayloadForm.Xml) && path.Steps[^1].Kind != FieldStepKind.EachItem)
            {
                findings.Add(new DriftFinding(DriftKind.NeverSeen, property.ValuePath, null, 0, profile.Count));
            }

            return;
        }

        if (property.Values.Count is 0 or ContractProperty.MaxValues || seen.Texts.HasManyValues || seen.Texts.Count == 0)
        {
            return;
        }

        foreach (var (value, count) in seen.Texts.Values.Where(value => !property.Values.Contains(value.Key)))
        {
            findings.Add(new DriftFinding(DriftKind.NewValue, property.ValuePath, value, count, seen.Texts.Count));
        }

        if (seen.Texts.Count >= FewPayloads)
        {
            findings.AddRange(property.Values.Where(value => !seen.Texts.Values.ContainsKey(value))
                .Select(value => new DriftFinding(DriftKind.UnusedValue, property.ValuePath, value, 0, seen.Texts.Count)));
        }
    }

    /// <summary>What was seen at a path; null when nothing was.</summary>
    internal static NodeProfile? Find(NodeProfile root, IReadOnlyList<FieldStep> steps)
    {
        var node = root;
        foreach (var step in steps)
        {
            var next = step.Kind switch
            {
                FieldStepKind.EachItem => node.Items,
                FieldStepKind.Member => node.Members.GetValueOrDefault(step.Name) ?? node.Others,
                _ => node.Members.FirstOrDefault(member => LocalName(member.Key) == (step.Kind == FieldStepKind.Attribute ? "@" : "") + step.Name).Value,
            };
            if (next is null)
            {
                return null;
            }

            node = next;
        }

        return node;
    }

    /// <summary><c>@{urn:x}a</c> is <c>@a</c>.</summary>
    internal static string LocalName(string key) => key.StartsWith('@') ? "@" + XName.Get(key[1..]).LocalName : XName.Get(key).LocalName;
}
