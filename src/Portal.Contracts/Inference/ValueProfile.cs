using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Inference;

/// <summary>What the plain values at one place looked like. Bounded whatever comes in; two can be merged.</summary>
internal sealed partial class ValueProfile
{
    // An enumeration has fewer; more distinct values than this are no longer told apart.
    private const int MaxDistinct = 60;

    private const int MaxValueLength = 100;

    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private long _lastNew;

    /// <summary>How many values there were.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there were more different values than are told apart.</summary>
    public bool HasManyValues { get; private set; }

    /// <summary>The different values and how often each was seen; meaningless when there were too many.</summary>
    public IReadOnlyDictionary<string, long> Values => _values;

    public int MinLength { get; private set; } = int.MaxValue;

    public int MaxLength { get; private set; }

    /// <summary>The least number; null when some value was none.</summary>
    public decimal? Minimum { get; private set; }

    public decimal? Maximum { get; private set; }

    /// <summary>How many values were numbers, whole numbers, and so on; a trait holds when all had it.</summary>
    public Dictionary<ValueTrait, long> Traits { get; } = Enum.GetValues<ValueTrait>().ToDictionary(trait => trait, _ => 0L);

    public void Add(string text)
    {
        Count++;
        (MinLength, MaxLength) = (Math.Min(MinLength, text.Length), Math.Max(MaxLength, text.Length));
        AddDistinct(text, 1);
        foreach (var trait in ValueTraits.Of(text))
        {
            Traits[trait]++;
        }

        if (ValueTraits.IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            (Minimum, Maximum) = (Minimum is null || number < Minimum ? number : Minimum, Maximum is null || number > Maximum ? number : Maximum);
        }
    }

    public void Merge(ValueProfile other)
    {
        (MinLength, MaxLength) = (Math.Min(MinLength, other.MinLength), Math.Max(MaxLength, other.MaxLength));
        Minimum = Minimum is null || other.Minimum < Minimum ? other.Minimum ?? Minimum : Minimum;
        Maximum = Maximum is null || other.Maximum > Maximum ? other.Maximum ?? Maximum : Maximum;
        var before = Count;
        Count += other.Count;
        foreach (var (value, count) in other._values)
        {
            AddDistinct(value, count);
        }

        HasManyValues |= other.HasManyValues;
        _lastNew = Math.Min(_lastNew, before + other._lastNew);
        foreach (var (trait, count) in other.Traits)
        {
            Traits[trait] += count;
        }
    }

    /// <summary>Whether all values have a trait.</summary>
    public bool All(ValueTrait trait) => Count > 0 && Traits[trait] == Count;

    /// <summary>Whether all values were different, as identifiers are; not known for many.</summary>
    public bool AreAllDifferent => Count > 1 && !HasManyValues && _values.Count == Count;

    /// <summary>
    /// Whether the values are codes out of a short list: few, short, seen often, none new for half of the time. Free text never is:
    /// it has spaces, or values that are seen once.
    /// </summary>
    public bool IsEnumeration =>
        !HasManyValues && Count >= 20 && _values.Count is >= 1 and <= 25 && Count >= _values.Count * 8L && _lastNew <= Count / 2
        && _values.All(value => value.Value > 1 && Code().IsMatch(value.Key)) && !All(ValueTrait.Number) && !All(ValueTrait.Date) && !All(ValueTrait.DateTime)
        && !All(ValueTrait.Uuid) && !All(ValueTrait.Uri) && !All(ValueTrait.Boolean) && !All(ValueTrait.Email);

    private void AddDistinct(string text, long count)
    {
        if (HasManyValues)
        {
            return;
        }

        if (_values.TryGetValue(text, out var seen))
        {
            _values[text] = seen + count;
        }
        else if (_values.Count == MaxDistinct || text.Length > MaxValueLength)
        {
            HasManyValues = true;
            _values.Clear();
        }
        else
        {
            _values[text] = count;
            _lastNew = Count;
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_.:/+-]{1,40}$")]
    private static partial Regex Code();
}
