using Portal.Contracts.Fields;
using Portal.Contracts.Inference;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Design;

/// <summary>Advice on the draft of a contract, after docs/event-design.md. Never refuses anything.</summary>
public static class DesignChecks
{
    // A decision needs a handful of facts; rows of tables have more, side by side and without structure.
    private const int ManyFields = 15;

    private static readonly string[] ColumnWords =
    [
        "created by", "updated by", "modified by", "row version", "rowversion", "row id", "rowid", "is deleted", "deleted flag", "fk", "pk", "tbl", "col", "etl", "last modified", "last updated by", "audit user",
    ];

    /// <summary>The advice, the weightiest first.</summary>
    /// <param name="contract">The draft.</param>
    /// <param name="eventType">The event type that it is for; null when it is for all of a feed.</param>
    /// <param name="samples">Payloads that show what it is used for; may be empty.</param>
    public static IReadOnlyList<DesignFinding> Of(ICompiledContract contract, string? eventType, IReadOnlyList<ReadOnlyMemory<byte>> samples)
    {
        var findings = new List<DesignFinding>(eventType is null ? [] : EventTypeName.Check(eventType));
        findings.AddRange(CheckSubject(contract.Properties));
        findings.AddRange(CheckTime(contract.Properties));
        findings.AddRange(CheckVersion(contract));
        findings.AddRange(CheckRow(contract.Properties, eventType));
        findings.AddRange(CheckPrivate(contract.Properties));
        findings.AddRange(CheckSamples(contract, samples));
        return [.. findings.OrderByDescending(finding => finding.Severity)];
    }

    private static IEnumerable<DesignFinding> CheckSubject(IReadOnlyList<ContractProperty> properties)
    {
        var top = properties.Where(property => property.Depth <= 2 && !property.Repeats).ToList();
        var id = top.Find(property => property.Marks.Role == FieldRole.Key) ?? top.Find(property => IsPlain(property) && Words(property)[^1] is "id" or "key" or "number" or "ref" or "uuid" or "urn" or "identifier" or "sku" or "iri");
        if (id is null)
        {
            yield return new DesignFinding(
                "subject-id", DesignSeverity.Advice, null, "Nothing says which thing the event is about. Add its business id, for example orderId, and mark it as a key.");
        }
        else if (!id.Required)
        {
            yield return new DesignFinding("subject-id", DesignSeverity.Advice, id.Path, $"'{id.Name}' says which thing the event is about, and may be missing. Make it required.");
        }
        else if (id.Marks.Role != FieldRole.Key)
        {
            yield return new DesignFinding(
                "subject-key", DesignSeverity.Hint, id.Path, $"If '{id.Name}' is what the business calls the thing by, mark it as a key: entries of several feeds are then joined by it.");
        }

        if (!properties.Any(property => IsPlain(property) && (property.Rule.Contains("uri", StringComparison.Ordinal) || property.Type is "xs:anyURI" || Words(property)[^1] is "href" or "url" or "uri" or "link" or "self")))
        {
            yield return new DesignFinding(
                "subject-link", DesignSeverity.Hint, null, "There is no link to the thing as it is now. With one, for example href, the event can stay small: who needs more asks there.");
        }
    }

    private static IEnumerable<DesignFinding> CheckTime(IReadOnlyList<ContractProperty> properties)
    {
        if (!properties.Any(property => property.Kind is FieldKind.DateTime or FieldKind.Date))
        {
            yield return new DesignFinding(
                "moment", DesignSeverity.Hint, null, "Nothing says when it happened. The time at which an entry is received is another one: add the moment in the business, with its offset.");
        }
    }

    private static IEnumerable<DesignFinding> CheckVersion(ICompiledContract contract)
    {
        var named = contract switch
        {
            CompiledJsonSchema json => JsonSchema.Documents.SchemaDocument.Parse(json.Source.Schema, null).Document?.Root.Text("$id") ?? "",
            CompiledXsd xsd => string.Join(' ', xsd.Set.Schemas().Cast<System.Xml.Schema.XmlSchema>().Select(schema => $"{schema.TargetNamespace} {schema.Version}")),
            _ => "",
        };
        if (!named.Any(char.IsAsciiDigit) && !contract.Properties.Any(property => property.Depth <= 3 && Words(property)[^1] == "version"))
        {
            yield return new DesignFinding(
                "version", DesignSeverity.Hint, null,
                "A payload that is kept in a file does not say which version it was written for. Add schemaVersion, or name the version in the schema's $id or namespace.");
        }
    }

    private static IEnumerable<DesignFinding> CheckRow(IReadOnlyList<ContractProperty> properties, string? eventType)
    {
        var columns = properties.Where(property => IsColumn(property.Name)).ToList();
        var leaves = properties.Where(IsPlain).ToList();
        var level = leaves.GroupBy(property => property.Path[..property.Path.LastIndexOf('/')]).MaxBy(group => group.Count());
        var isFlat = level is not null && level.Count() >= ManyFields && level.Count() >= leaves.Count * 0.8;
        var isUpdate = eventType?.EndsWith(".updated", StringComparison.Ordinal) == true || eventType?.EndsWith(".changed", StringComparison.Ordinal) == true;
        if (columns.Count >= 2 || (isFlat && (columns.Count == 1 || isUpdate)))
        {
            yield return new DesignFinding(
                "copied-row", DesignSeverity.Advice, columns.Count > 0 ? columns[0].Path : null,
                $"It looks like a row of a table{(columns.Count > 0 ? $" ({string.Join(", ", columns.Take(3).Select(column => column.Name))})" : "")}. An event says what happened in the business; a copy of columns is replication and promises your table's layout to everybody.");
        }
        else if (isFlat)
        {
            yield return new DesignFinding(
                "much-data", DesignSeverity.Hint, null,
                $"{level!.Count()} fields side by side. Which consumer decides what by each? What nobody decides by can stay behind a link, and be added later without breaking anybody.");
        }
    }

    private static IEnumerable<DesignFinding> CheckPrivate(IReadOnlyList<ContractProperty> properties)
    {
        foreach (var property in properties.Where(property => !property.Marks.IsPrivate && IsPlain(property)))
        {
            // person/name and customer/address are as telling as personName.
            var parent = property.Path[..property.Path.LastIndexOf('/')];
            var holder = parent[(parent.LastIndexOf('/') + 1)..].Replace("[]", "", StringComparison.Ordinal);
            var meaning = PrivateNames.Meaning(property.Name.TrimStart('@'))
                ?? (property.Name.TrimStart('@') == "name" && PrivateNames.Split(holder).LastOrDefault() is "person" or "customer" or "contact" or "user" or "employee" or "patient" or "buyer" ? "a name" : null);
            if (meaning is not null && property.Kind is not FieldKind.Boolean)
            {
                yield return new DesignFinding(
                    "private-unmarked", DesignSeverity.Warning, property.Path,
                    $"'{property.Name}' looks like {meaning}. Leave it out, give an id instead, or mark it private so that it is masked for those without the right.");
            }
        }
    }

    private static IEnumerable<DesignFinding> CheckSamples(ICompiledContract contract, IReadOnlyList<ReadOnlyMemory<byte>> samples)
    {
        var profile = new PayloadProfile(contract.PayloadType == "application/xml" ? Events.Payloads.PayloadForm.Xml : Events.Payloads.PayloadForm.Json);
        var invalid = 0;
        foreach (var sample in samples.Take(1000))
        {
            profile.Add(sample);
            invalid += contract.Validate(sample).Count > 0 ? 1 : 0;
        }

        if (invalid > 0)
        {
            yield return new DesignFinding("samples-invalid", DesignSeverity.Advice, null, $"{invalid} of {Math.Min(samples.Count, 1000)} samples do not meet the contract.");
        }

        foreach (var finding in ContractDrift.Of(contract, profile).Where(finding => finding.Kind == DriftKind.Undeclared).Take(20))
        {
            yield return new DesignFinding(
                "undeclared", DesignSeverity.Hint, finding.ValuePath, $"Samples have '{finding.ValuePath}', which the contract does not declare: consumers will find it and rely on it.");
        }
    }

    private static bool IsPlain(ContractProperty property) => property.Kind is not (FieldKind.Object or FieldKind.Array);

    private static bool IsColumn(string name)
    {
        var words = $" {string.Join(' ', PrivateNames.Split(name))} ";
        return Array.Exists(ColumnWords, column => words.Contains($" {column} ", StringComparison.Ordinal));
    }

    private static string[] Words(ContractProperty property) => PrivateNames.Split(property.Name).ToArray() is { Length: > 0 } words ? words : [""];
}
