using System.Collections.Concurrent;
using Portal.Contracts.JsonSchema.Compilation;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Properties;
using Portal.Contracts.JsonSchema.Rules;

namespace Portal.Contracts.JsonSchema;

/// <summary>
/// JSON Schema, drafts 4, 6, 7, 2019-09 and 2020-12. References lead to the imports and the published metaschemas;
/// nothing is fetched. Rules beside the schema are expressions of our own, docs/contract-rules.md. Formats are checked until draft 7 and where a vocabulary says so; they are notes otherwise.
/// </summary>
/// <param name="assertsFormats">Whether formats are checked in all drafts.</param>
internal sealed class JsonSchemaLanguage(bool assertsFormats = false) : IContractLanguage
{
    private static readonly ConcurrentDictionary<string, CompiledSchema> MetaSchemaCache = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Name => ContractLanguages.JsonSchema;

    /// <inheritdoc />
    public CompileResult Compile(ContractSource source)
    {
        var (document, syntaxError) = SchemaDocument.Parse(source.Schema, location: null);
        if (document is null)
        {
            return CompileResult.Failure(syntaxError!);
        }

        if (!document.Root.IsSchema)
        {
            return CompileResult.Failure(document.Root.Error("A schema is a JSON object, or true or false."));
        }

        var registry = new SchemaRegistry(source.Imports, assertsFormats ? Dialect.Default with { AssertsFormats = true } : null);
        if (registry.AddRoot(document) is not { } root || MetaSchemaErrors(document, root.Dialect, source.Imports) is not { } errors)
        {
            return CompileResult.Failure(registry.Errors);
        }

        if (errors.Count > 0)
        {
            return CompileResult.Failure(errors);
        }

        var compiler = new SchemaCompiler(registry);
        var node = compiler.Compile(document.Root);
        registry.Errors.AddRange(registry.Errors.Count == 0 ? JsonMarks.Check(registry).ToArray() : []);
        var rules = JsonRules.Compile(source.Rules, registry.Errors);
        return registry.Errors.Count > 0
            ? CompileResult.Failure([.. registry.Errors.Distinct()])
            : CompileResult.Success(new CompiledJsonSchema(
                source, new CompiledSchema(node, compiler.HasDynamicReferences), rules, PropertyWalk.List(document.Root, registry)));
    }

    private static IReadOnlyList<SchemaError>? MetaSchemaErrors(SchemaDocument document, Dialect dialect, IReadOnlyList<SchemaImport> imports)
    {
        var metaSchema = MetaSchemas.Find(dialect.MetaSchema) is not null
            ? MetaSchemaCache.GetOrAdd(dialect.MetaSchema, static address => CompileMetaSchema(address, []))
            : CompileMetaSchema(dialect.MetaSchema, imports);
        var (findings, stopped) = metaSchema.Judge(document.Root.Element);
        return stopped is not null
            ? [new SchemaError(stopped)]
            : [.. findings.Select(finding => document.ErrorAt(finding.Value, $"{(finding.Path.Length == 0 ? "The schema" : finding.Path)}: {finding.Message}"))];
    }

    private static CompiledSchema CompileMetaSchema(string address, IReadOnlyList<SchemaImport> imports)
    {
        var registry = new SchemaRegistry(imports);
        var compiler = new SchemaCompiler(registry);
        var resource = registry.Find(address) ?? throw new InvalidOperationException($"The metaschema {address} is gone.");
        var node = compiler.Compile(resource.Root);
        return new CompiledSchema(node, compiler.HasDynamicReferences);
    }
}
