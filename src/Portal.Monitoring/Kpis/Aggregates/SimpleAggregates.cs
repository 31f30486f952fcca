using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis.Aggregates;

internal sealed class CountAggregate : Aggregate
{
    public override double? Value => Count;

    protected override void Take(in Measured measured)
    {
        // The count is all there is.
    }

    protected override void Join(Aggregate other)
    {
        // The count is all there is.
    }

    protected override void Save(BinaryWriter to)
    {
        // The count is all there is.
    }

    protected override void Load(ref StoredReader from)
    {
        // The count is all there is.
    }
}

internal sealed class SumAggregate(bool isMean) : Aggregate
{
    private Int128 _sum;

    public override double? Value => Count == 0
        ? isMean ? null : 0
        : isMean ? ExactNumber.ToDouble(_sum) / Count : ExactNumber.ToDouble(_sum);

    protected override void Take(in Measured measured) => _sum += measured.Number;

    protected override void Join(Aggregate other) => _sum += ((SumAggregate)other)._sum;

    protected override void Save(BinaryWriter to) => Write(to, _sum);

    protected override void Load(ref StoredReader from) => _sum = ReadNumber(ref from);
}

internal sealed class ExtremeAggregate(bool isMaximum) : Aggregate
{
    private Int128 _extreme;

    public override double? Value => Count == 0 ? null : ExactNumber.ToDouble(_extreme);

    protected override void Take(in Measured measured) => Take(measured.Number);

    protected override void Join(Aggregate other) => Take(((ExtremeAggregate)other)._extreme);

    protected override void Save(BinaryWriter to) => Write(to, _extreme);

    protected override void Load(ref StoredReader from) => _extreme = ReadNumber(ref from);

    private void Take(Int128 number)
    {
        if (Count == 0 || (isMaximum ? number > _extreme : number < _extreme))
        {
            _extreme = number;
        }
    }
}

/// <summary>The value that happened last; of several at the same instant the one that came in last.</summary>
internal sealed class LastAggregate : Aggregate
{
    private Measured _last;

    public override double? Value => Count == 0 ? null : ExactNumber.ToDouble(_last.Number);

    protected override void Take(in Measured measured) => Consider(measured);

    protected override void Join(Aggregate other) => Consider(((LastAggregate)other)._last);

    protected override void Save(BinaryWriter to)
    {
        Write(to, _last.Number);
        to.Write7BitEncodedInt64(_last.Time);
        to.Write7BitEncodedInt64(_last.Position);
    }

    protected override void Load(ref StoredReader from) =>
        _last = new Measured(ReadNumber(ref from), 0, from.ReadShortInt64(), from.ReadShortInt64());

    // Of several values of one entry the last one counts: they come in the order of the payload.
    private void Consider(in Measured measured)
    {
        if (Count == 0 || (measured.Time, measured.Position).CompareTo((_last.Time, _last.Position)) >= 0)
        {
            _last = measured;
        }
    }
}

internal sealed class PercentileAggregate(double percentile) : Aggregate
{
    private readonly LogSketch _sketch = new();

    public override double? Value => _sketch.Percentile(percentile / 100);

    protected override void Take(in Measured measured) => _sketch.Add(ExactNumber.ToDouble(measured.Number));

    protected override void Join(Aggregate other) => _sketch.Merge(((PercentileAggregate)other)._sketch);

    protected override void Save(BinaryWriter to) => _sketch.Write(to);

    protected override void Load(ref StoredReader from) => _sketch.Read(ref from);
}

internal sealed class DistinctAggregate : Aggregate
{
    private readonly DistinctSketch _sketch = new();

    public override double? Value => _sketch.Count;

    protected override void Take(in Measured measured) => _sketch.Add(measured.Hash);

    protected override void Join(Aggregate other) => _sketch.Merge(((DistinctAggregate)other)._sketch);

    protected override void Save(BinaryWriter to) => _sketch.Write(to);

    protected override void Load(ref StoredReader from) => _sketch.Read(ref from);
}
