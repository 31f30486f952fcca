namespace Portal.Contracts.Inference;

/// <summary>In which way payloads and their contract have drifted apart.</summary>
public enum DriftKind
{
    /// <summary>A field is seen that the contract does not declare.</summary>
    Undeclared,

    /// <summary>A declared field was never seen.</summary>
    NeverSeen,

    /// <summary>A value is seen that the contract does not list.</summary>
    NewValue,

    /// <summary>A listed value was never seen.</summary>
    UnusedValue,
}

/// <summary>One way in which payloads and their contract have drifted apart.</summary>
/// <param name="Kind">The way.</param>
/// <param name="ValuePath">The path of the field's values (<see cref="Portal.Events.Payloads.FieldPath"/>).</param>
/// <param name="Value">The value; null when it is about the field.</param>
/// <param name="Seen">How often it was seen.</param>
/// <param name="Of">Out of how many.</param>
public sealed record DriftFinding(DriftKind Kind, string ValuePath, string? Value, long Seen, long Of)
{
    /// <summary>One sentence for people.</summary>
    public string Message => Kind switch
    {
        DriftKind.Undeclared => $"{ValuePath} is not declared and was seen in {ValueGuess.Number(Seen)} of {ValueGuess.Number(Of)}.",
        DriftKind.NeverSeen => $"{ValuePath} is declared and was not seen in {ValueGuess.Number(Of)}.",
        DriftKind.NewValue => $"{ValuePath} was '{Value}', which is not listed, in {ValueGuess.Number(Seen)} of {ValueGuess.Number(Of)}.",
        _ => $"{ValuePath} was never '{Value}' in {ValueGuess.Number(Of)}.",
    };
}
