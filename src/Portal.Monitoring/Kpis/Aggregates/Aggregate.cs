using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis.Aggregates;

/// <summary>
/// What is kept of measured values. Merging is exact and does not depend on order or grouping, so that minutes add up to hours,
/// hours to windows, and what was counted before a restart to what comes after it.
/// </summary>
public abstract class Aggregate
{
    /// <summary>How many values went into it.</summary>
    public long Count { get; private set; }

    /// <summary>The figure; null when nothing went into it.</summary>
    public abstract double? Value { get; }

    /// <summary>An empty one.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="percentile">Which percentile, above 0 and at most 100.</param>
    public static Aggregate Create(AggregateKind kind, double percentile) => kind switch
    {
        AggregateKind.Count => new CountAggregate(),
        AggregateKind.Sum => new SumAggregate(isMean: false),
        AggregateKind.Average => new SumAggregate(isMean: true),
        AggregateKind.Minimum => new ExtremeAggregate(isMaximum: false),
        AggregateKind.Maximum => new ExtremeAggregate(isMaximum: true),
        AggregateKind.Percentile => new PercentileAggregate(percentile),
        AggregateKind.Distinct => new DistinctAggregate(),
        _ => new LastAggregate(),
    };

    /// <summary>Takes a value in.</summary>
    public void Add(in Measured measured)
    {
        Take(measured);
        Count++;
    }

    /// <summary>Takes in all that another one of the same kind has.</summary>
    public void Merge(Aggregate other)
    {
        if (other.Count > 0)
        {
            Join(other);
            Count += other.Count;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt64(Count);
        if (Count > 0)
        {
            Save(to);
        }
    }

    /// <summary>Reads into an empty one what was written.</summary>
    public void Read(ref StoredReader from)
    {
        Count = from.ReadShortInt64();
        if (Count > 0)
        {
            Load(ref from);
        }
    }

    /// <summary>Takes a value in; <see cref="Count"/> does not have it yet.</summary>
    protected abstract void Take(in Measured measured);

    /// <summary>Takes in what another one has, which is not empty.</summary>
    protected abstract void Join(Aggregate other);

    /// <summary>Writes what it has beside the count.</summary>
    protected abstract void Save(BinaryWriter to);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    protected abstract void Load(ref StoredReader from);

    /// <summary>Writes a number in billionths.</summary>
    protected static void Write(BinaryWriter to, Int128 number)
    {
        to.Write((ulong)number);
        to.Write((long)(number >> 64));
    }

    /// <summary>Reads a number in billionths.</summary>
    protected static Int128 ReadNumber(ref StoredReader from)
    {
        var low = from.ReadUInt64();
        return ((Int128)from.ReadInt64() << 64) | low;
    }
}
