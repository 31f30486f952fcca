using Portal.Monitoring.Projections;

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

    // Side by side, in the order of the bins. 0 is zero; n above it holds magnitudes up to Smallest * Growth^(n-1); negative bins
    // mirror them. Plain arrays, since a chart of a day reads and merges some hundred thousand of them.
    private int[] _bins = [];
    private long[] _counts = [];
    private int _used;
    private long _total;

    /// <summary>Takes a value in.</summary>
    public void Add(double value) => Add(BinOf(value));

    /// <summary>Takes in all that another one has.</summary>
    public void Merge(LogSketch other)
    {
        var (missing, mine) = (0, 0);
        for (var its = 0; its < other._used; its++)
        {
            var bin = other._bins[its];
            while (mine < _used && _bins[mine] < bin)
            {
                mine++;
            }

            if (mine < _used && _bins[mine] == bin)
            {
                _counts[mine] += other._counts[its];
            }
            else
            {
                missing++;
            }
        }

        _total += other._total;
        if (missing > 0)
        {
            Insert(other, missing);
        }
    }

    /// <summary>The value that this share of the values does not exceed; null when there is none.</summary>
    public double? Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(_total * share));
        var seen = 0L;
        for (var i = 0; i < _used; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return ValueOf(_bins[i]);
            }
        }

        return null;
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_used);
        var previous = 0;
        for (var i = 0; i < _used; i++)
        {
            var step = _bins[i] - previous;
            to.Write7BitEncodedInt((step << 1) ^ (step >> 31));
            to.Write7BitEncodedInt64(_counts[i]);
            previous = _bins[i];
        }
    }

    /// <summary>Reads into an empty one what was written.</summary>
    public void Read(ref StoredReader from)
    {
        _used = from.ReadShortInt();
        Reserve(_used);
        from.ReadShortPairs(_bins.AsSpan(0, _used), _counts.AsSpan(0, _used));
        var bin = 0;
        for (var i = 0; i < _used; i++)
        {
            var step = _bins[i];
            _bins[i] = bin += (int)((uint)step >> 1) ^ -(step & 1);
            _total += _counts[i];
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

    private void Add(int bin)
    {
        var at = _used > 0 && _bins[_used - 1] < bin ? ~_used : Array.BinarySearch(_bins, 0, _used, bin);
        if (at < 0)
        {
            at = ~at;
            if (_used == _bins.Length)
            {
                Reserve(_used < 4 ? 4 : _used * 2);
            }

            Array.Copy(_bins, at, _bins, at + 1, _used - at);
            Array.Copy(_counts, at, _counts, at + 1, _used - at);
            (_bins[at], _counts[at]) = (bin, 0);
            _used++;
        }

        _counts[at]++;
        _total++;
    }

    // The bins that only the other one has, from the end, so that what is moved makes room for them.
    private void Insert(LogSketch other, int missing)
    {
        Reserve(_used + missing);
        var (mine, its) = (_used - 1, other._used - 1);
        _used += missing;
        for (var to = _used - 1; to > mine; to--)
        {
            if (mine >= 0 && _bins[mine] >= other._bins[its])
            {
                // One that both have was counted already.
                its -= _bins[mine] == other._bins[its] ? 1 : 0;
                (_bins[to], _counts[to]) = (_bins[mine], _counts[mine]);
                mine--;
            }
            else
            {
                (_bins[to], _counts[to]) = (other._bins[its], other._counts[its]);
                its--;
            }
        }
    }

    private void Reserve(int room)
    {
        if (room > _bins.Length)
        {
            Array.Resize(ref _bins, room);
            Array.Resize(ref _counts, room);
        }
    }
}
