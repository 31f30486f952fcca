namespace Portal.Contracts;

/// <summary>All that a contract says: a schema, the documents it refers to, and rules beside it.</summary>
/// <param name="Language">The language's name, <see cref="ContractLanguages"/>.</param>
/// <param name="Schema">The schema's text.</param>
/// <param name="Imports">The documents that the schema imports or refers to. Nothing is ever fetched.</param>
/// <param name="Rules">What the schema cannot say.</param>
public sealed record ContractSource(
    string Language, string Schema, IReadOnlyList<SchemaImport> Imports, IReadOnlyList<ContractRule> Rules);

/// <summary>A document that a schema refers to.</summary>
/// <param name="Location">The location or URI by which the schema names it.</param>
/// <param name="Schema">Its text.</param>
public sealed record SchemaImport(string Location, string Schema);

/// <summary>A named condition that a payload must meet beside its schema.</summary>
/// <param name="Id">Its name, shown with each violation.</param>
/// <param name="Expression">The condition: XPath 1.0 for XML, for JSON an expression of docs/contract-rules.md.</param>
/// <param name="Message">What to tell people when it does not hold.</param>
public sealed record ContractRule(string Id, string Expression, string Message);

/// <summary>Why a schema or a rule cannot be used.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Line">The line, from 1; null when not known.</param>
/// <param name="Position">The column, from 1; null when not known.</param>
/// <param name="Location">The import it stands in; null for the schema itself.</param>
public sealed record SchemaError(string Message, int? Line = null, int? Position = null, string? Location = null)
{
    /// <summary>The id of the rule that it stands in: line and position are then of the rule's expression. Null for the schema.</summary>
    public string? Rule { get; init; }

    /// <summary>A rule that says the same in a way that contracts may: to be added when what is wrong is taken out. Null when none is known.</summary>
    public ContractRule? Suggestion { get; init; }
}
