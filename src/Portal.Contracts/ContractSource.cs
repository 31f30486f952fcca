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
/// <param name="Expression">The condition: XPath 1.0 for XML.</param>
/// <param name="Message">What to tell people when it does not hold.</param>
public sealed record ContractRule(string Id, string Expression, string Message);

/// <summary>Why a schema or a rule cannot be used.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Line">The line, from 1; null when not known.</param>
/// <param name="Position">The column, from 1; null when not known.</param>
/// <param name="Location">The import it stands in; null for the schema itself.</param>
public sealed record SchemaError(string Message, int? Line = null, int? Position = null, string? Location = null);

/// <summary>A property, element or attribute that a contract declares, for people and for search.</summary>
/// <param name="Path">Where it stands: a JSON Pointer, or an XPath-like path.</param>
/// <param name="Name">Its name.</param>
/// <param name="Depth">0 for the top level.</param>
/// <param name="Type">Its type in words, for example <c>string</c>, <c>array of object</c>, <c>xs:dateTime</c>.</param>
/// <param name="Rule">What limits it in words, for example <c>1 or more</c>, <c>one of web, shop</c>; empty when nothing does.</param>
/// <param name="Required">Whether a payload must have it.</param>
/// <param name="Description">What it means; null when the schema does not say.</param>
public sealed record ContractProperty(
    string Path, string Name, int Depth, string Type, string Rule, bool Required, string? Description);
