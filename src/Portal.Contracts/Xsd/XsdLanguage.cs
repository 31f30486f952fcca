using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>XML Schema 1.0, with rules in XPath 1.0 beside it. Imports and includes come from the contract; nothing is fetched.</summary>
internal sealed class XsdLanguage : IContractLanguage
{
    /// <inheritdoc />
    public string Name => ContractLanguages.Xsd;

    /// <inheritdoc />
    public CompileResult Compile(ContractSource source)
    {
        var errors = new List<SchemaError>();
        if (SchemaText.Load(source.Schema, location: null, errors) is not { } text)
        {
            return CompileResult.Failure(errors);
        }

        errors.AddRange(NewerConstructs.Find(text, location: null, text));
        errors.AddRange(XsdMarks.CheckWords(text, location: null));
        var resolver = new ImportResolver(source.Imports);
        var documents = new List<XDocument> { text };
        foreach (var import in source.Imports)
        {
            if (SchemaText.Load(import.Schema, import.Location, errors) is { } imported)
            {
                documents.Add(imported);
                errors.AddRange(NewerConstructs.Find(imported, import.Location, text));
                errors.AddRange(XsdMarks.CheckWords(imported, import.Location));
            }
        }

        if (errors.Count == 0)
        {
            errors.AddRange(MissingIncludes.Find(text, resolver));
            errors.AddRange(SchemaBounds.Find(documents) is { } bound ? [bound] : []);
        }

        if (errors.Count > 0)
        {
            return CompileResult.Failure(errors);
        }

        var rules = XPathRules.Compile(source.Rules, text, errors);
        ICompiledContract? contract = null;
        DeepStack.Run(() =>
        {
            var set = CompileSet(source.Schema, resolver, errors);
            errors.AddRange(errors.Count > 0 ? [] : XsdMarks.CheckUse(set));
            contract = errors.Count > 0 ? null : new CompiledXsd(source, set, rules, XsdPropertyWalk.List(set));
        });
        return contract is null ? CompileResult.Failure([.. errors.Distinct()]) : CompileResult.Success(contract);
    }

    private static XmlSchemaSet CompileSet(string schema, ImportResolver resolver, List<SchemaError> errors)
    {
        var set = new XmlSchemaSet { XmlResolver = resolver };
        set.ValidationEventHandler += (_, problem) =>
        {
            if (problem.Severity == XmlSeverityType.Error)
            {
                errors.Add(ToError(problem.Exception));
            }
        };
        try
        {
            using var reader = SchemaText.Reader(schema, ImportResolver.RootUri);
            if (set.Add(null, reader) is not null)
            {
                set.Compile();
            }
        }
        catch (XmlSchemaException problem)
        {
            errors.Add(ToError(problem));
        }
        catch (XmlException problem)
        {
            errors.Add(new SchemaError(problem.Message, problem.LineNumber, problem.LinePosition));
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or FormatException or OverflowException or NullReferenceException or InvalidCastException)
        {
            // The reader of schemas lets some of its own exceptions out when an attribute is empty or misplaced.
            errors.Add(new SchemaError($"The schema cannot be read: {problem.Message}"));
        }

        if (errors.Count == 0 && !set.IsCompiled)
        {
            errors.Add(new SchemaError("The schema cannot be compiled."));
        }

        return set;
    }

    private static SchemaError ToError(XmlSchemaException problem) => new(
        problem.Message,
        problem.LineNumber > 0 ? problem.LineNumber : null,
        problem.LinePosition > 0 ? problem.LinePosition : null,
        ImportResolver.LocationOf(problem.SourceUri));
}
