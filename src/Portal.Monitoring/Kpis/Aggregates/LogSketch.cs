namespace Portal.Monitoring.Kpis.Aggregates;

/// <summary>
/// Counts values in bins that grow by 2%, so that a percentile is off by at most 1% of its value. Two sketches merge by adding
/// their counts, without loss. Magnitudes below 10^-9 count as 0; at most 3,136 bins a sign, in practice one or two hundred.
/// </summary>
public sealed class LogSketch
{
    /// <summary>The largest error of a percentile, as a share of its value.</summary>
    public const double RelativeError = 0.01;

    private const double Smallest = 1e-9;
    private static readonly double Growth = (1 + RelativeError) / (1 - RelativeError);
    private static readonly double LogGrowth = Math.Log(Growth);

    // By bin: 0 is zero; n above it holds magnitudes up to Smallest * Growth^(n-1); negative bins mirror them.
    private readonly SortedDictionary<int, long> _counts = [];
    private long _total;

    /// <summary>Takes a value in.</summary>
    public void Add(double value) => Add(BinOf(value), 1);

    /// <summary>Takes in all that another one has.</summary>
    public void Merge(LogSketch other)
    {
        foreach (var (bin, count) in other._counts)
        {
            Add(bin, count);
        }
    }

    /// <summary>The value that this share of the values does not exceed; null when there is none.</summary>
    public double? Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(_total * share));
        var seen = 0L;
        foreach (var (bin, count) in _counts)
        {
            seen += count;
            if (seen >= wanted)
            {
                return ValueOf(bin);
            }
        }

        return null;
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_counts.Count);
        var previous = 0;
        foreach (var (bin, count) in _counts)
        {
            var step = bin - previous;
            to.Write7BitEncodedInt((step << 1) ^ (step >> 31));
            to.Write7BitEncodedInt64(count);
            previous = bin;
        }
    }

    /// <summary>Reads into an empty one what was written.</summary>
    public void Read(BinaryReader from)
    {
        var bin = 0;
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var step = from.Read7BitEncodedInt();
            bin += (int)((uint)step >> 1) ^ -(step & 1);
            Add(bin, from.Read7BitEncodedInt64());
        }
    }

    private static int BinOf(double value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude < Smallest)
        {
            return 0;
        }

        var bin = 1 + Math.Max(0, (int)Math.Ceiling(Math.Log(magnitude / Smallest) / LogGrowth));
        return value < 0 ? -bin : bin;
    }

    // The middle of the bin, in the sense that both of its ends are as far away, as a share.
    private static double ValueOf(int bin) => bin == 0
        ? 0
        : Math.Sign(bin) * Smallest * Math.Pow(Growth, Math.Abs(bin) - 1) * 2 / (1 + Growth);

    private void Add(int bin, long count)
    {
        _counts[bin] = _counts.GetValueOrDefault(bin) + count;
        _total += count;
    }
}
