using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The types of JSON Schema.</summary>
[Flags]
internal enum TypeMask
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    Number = 16,
    String = 32,
    Integer = 64,
}

/// <summary>The keyword <c>type</c>.</summary>
/// <param name="allowed">The types that are allowed.</param>
/// <param name="integersHaveNoPoint">Draft 4: 1.0 is not an integer; since draft 6 it is.</param>
internal sealed class TypeKeyword(TypeMask allowed, bool integersHaveNoPoint) : Keyword
{
    private static readonly (string Name, TypeMask Mask)[] Names =
    [
        ("null", TypeMask.Null), ("boolean", TypeMask.Boolean), ("object", TypeMask.Object), ("array", TypeMask.Array),
        ("number", TypeMask.Number), ("string", TypeMask.String), ("integer", TypeMask.Integer),
    ];

    // In the order of JsonValueKind: undefined, object, array, string, number, true, false, null.
    private static ReadOnlySpan<TypeMask> Masks =>
        [TypeMask.None, TypeMask.Object, TypeMask.Array, TypeMask.String, TypeMask.Number, TypeMask.Boolean, TypeMask.Boolean, TypeMask.Null];

    /// <summary>The mask of a type's name; none for a name that is not one.</summary>
    public static TypeMask Parse(string? name) => Array.Find(Names, pair => pair.Name == name).Mask;

    /// <summary>Whether all values of a kind are allowed.</summary>
    public bool Allows(JsonValueKind kind) => (allowed & MaskOf(kind)) != 0;

    /// <summary>Whether a number is allowed where not all are.</summary>
    public bool AllowsNumber(ReadOnlySpan<byte> raw) => (allowed & TypeMask.Integer) != 0 && IsInteger(raw);

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var kind = MaskOf(value.ValueKind);
        if ((allowed & kind) != 0 || (kind == TypeMask.Number && AllowsNumber(JsonMarshal.GetRawUtf8Value(value))))
        {
            return true;
        }

        return run.Collecting && run.Report(value, "type", $"{Describe(value)} where {Wanted()} is expected.");
    }

    private static TypeMask MaskOf(JsonValueKind kind) => Masks[(int)kind];

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "An object stands",
        JsonValueKind.Array => "An array stands",
        JsonValueKind.String => $"The string {JsonText.Show(value)} stands",
        JsonValueKind.Number => $"The number {JsonText.Show(value)} stands",
        _ => $"{JsonText.Show(value)} stands",
    };

    private bool IsInteger(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return true;
        }

        return !(integersHaveNoPoint && raw.Contains((byte)'.')) && JsonNumber.Parse(raw).IsInteger;
    }

    private string Wanted()
    {
        var names = Names.Where(pair => allowed.HasFlag(pair.Mask)).Select(pair => pair.Name).ToArray();
        var article = names.Length == 0 ? "nothing" : names[0][0] is 'a' or 'i' or 'o' ? "an " : names[0] == "null" ? "" : "a ";
        return article + string.Join(" or ", names);
    }
}
