namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>
/// Which members or items of one value some keyword has looked at, by their order in the value; what
/// <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> go by.
/// </summary>
internal sealed class EvaluatedParts(int count)
{
    private readonly ulong[] _bits = new ulong[(count + 63) / 64];
    private bool _all;

    public EvaluatedParts Fresh() => new(count);

    public bool Has(int index) => _all || (_bits[index >> 6] & (1UL << index)) != 0;

    public void Mark(int index) => _bits[index >> 6] |= 1UL << index;

    public void MarkAll() => _all = true;

    public void MarkFirst(int number)
    {
        for (var i = 0; i < Math.Min(number, count); i++)
        {
            Mark(i);
        }
    }

    public void Merge(EvaluatedParts other)
    {
        _all |= other._all;
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }
}
