namespace Portal.Contracts.Inference;

/// <summary>A contract made up from payloads.</summary>
/// <param name="Language">Its language, <see cref="ContractLanguages"/>.</param>
/// <param name="Schema">The schema's text.</param>
/// <param name="Evidence">Why it says what it says, field by field, in the order of the schema.</param>
/// <param name="Payloads">How many payloads it was made from.</param>
/// <param name="Unreadable">How many others could not be read.</param>
public sealed record ContractProposal(string Language, string Schema, IReadOnlyList<FieldEvidence> Evidence, long Payloads, long Unreadable);

/// <summary>What was seen of one field.</summary>
/// <param name="ValuePath">The path of its values (<see cref="Portal.Events.Payloads.FieldPath"/>).</param>
/// <param name="Type">What it was taken for.</param>
/// <param name="Statements">What was seen, for example <c>seen in 4,812 of 4,812</c>, <c>0 to 912.5</c>, <c>3 different values, none new since long</c>.</param>
public sealed record FieldEvidence(string ValuePath, string Type, IReadOnlyList<string> Statements);
