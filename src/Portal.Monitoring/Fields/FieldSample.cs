using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>One value of an entry. What several readers ask of it is worked out once.</summary>
/// <param name="kind">What it is.</param>
/// <param name="text">The value as text.</param>
/// <param name="item">Which repetition it stands in (<see cref="FieldValue.Item"/>).</param>
public sealed class FieldSample(FieldValueKind kind, string text, int item = 0)
{
    private decimal _number;
    private bool? _isNumber;
    private ulong? _hash;

    /// <summary>What it is.</summary>
    public FieldValueKind Kind => kind;

    /// <summary>The value as text.</summary>
    public string Text => text;

    /// <summary>Which repetition it stands in.</summary>
    public int Item => item;

    /// <summary>A hash that is the same in every process.</summary>
    public ulong Hash => _hash ??= TextHash.Of(text);

    /// <summary>The value as a number.</summary>
    public bool TryNumber(out decimal number)
    {
        _isNumber ??= new FieldValue(0, kind, text, item).TryNumber(out _number);
        number = _number;
        return _isNumber.Value;
    }
}
