using System.Numerics;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis.Aggregates;

/// <summary>
/// Counts different values: exactly up to 256 of them, then by 2,048 registers (HyperLogLog), off by 2.3% on average. Which of the
/// two it is depends only on what went in, not on the order, so that two merge without loss. 2 KB at most.
/// </summary>
public sealed class DistinctSketch
{
    /// <summary>Up to so many different values it is exact.</summary>
    public const int ExactUpTo = 256;

    /// <summary>The standard error beyond that, as a share.</summary>
    public const double StandardError = 0.023;

    private const int Bits = 11;
    private const int Registers = 1 << Bits;
    private HashSet<ulong>? _exact = [];
    private byte[]? _registers;

    /// <summary>How many different values went in.</summary>
    public double Count => _exact?.Count ?? Estimate();

    /// <summary>Takes a value in, by its hash.</summary>
    public void Add(ulong hash)
    {
        if (_exact is null)
        {
            Note(hash);
        }
        else if (_exact.Add(hash) && _exact.Count > ExactUpTo)
        {
            Thin();
        }
    }

    /// <summary>Takes in all that another one has.</summary>
    public void Merge(DistinctSketch other)
    {
        if (other._exact is { } hashes)
        {
            foreach (var hash in hashes)
            {
                Add(hash);
            }

            return;
        }

        Thin();
        for (var i = 0; i < Registers; i++)
        {
            _registers![i] = Math.Max(_registers[i], other._registers![i]);
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write(_exact is null);
        if (_exact is null)
        {
            to.Write(_registers!);
            return;
        }

        to.Write7BitEncodedInt(_exact.Count);
        foreach (var hash in _exact)
        {
            to.Write(hash);
        }
    }

    /// <summary>Reads into an empty one what was written.</summary>
    public void Read(ref StoredReader from)
    {
        if (from.ReadBoolean())
        {
            (_exact, _registers) = (null, from.ReadBytes(Registers));
            return;
        }

        for (var left = from.ReadShortInt(); left > 0; left--)
        {
            _exact!.Add(from.ReadUInt64());
        }
    }

    private void Thin()
    {
        if (_exact is not { } hashes)
        {
            return;
        }

        (_exact, _registers) = (null, new byte[Registers]);
        foreach (var hash in hashes)
        {
            Note(hash);
        }
    }

    private void Note(ulong hash)
    {
        var register = (int)(hash >> (64 - Bits));
        var rank = (byte)(1 + BitOperations.LeadingZeroCount((hash << Bits) | (1UL << (Bits - 1))));
        _registers![register] = Math.Max(_registers[register], rank);
    }

    // Flajolet et al. 2007, with linear counting while registers are empty.
    private double Estimate()
    {
        var (sum, empty) = (0.0, 0);
        foreach (var rank in _registers!)
        {
            sum += 1.0 / (1UL << rank);
            empty += rank == 0 ? 1 : 0;
        }

        var raw = 0.7213 / (1 + (1.079 / Registers)) * Registers * Registers / sum;
        return Math.Round(raw <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : raw);
    }
}
