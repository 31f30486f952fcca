using System.Buffers.Binary;
using System.Text;

namespace Portal.Monitoring.Projections;

/// <summary>
/// Reads what a <see cref="BinaryWriter"/> wrote, straight from the bytes: the buckets of a chart hold hundreds of thousands of
/// numbers of one or two bytes, for which a stream's call a byte is most of the work.
/// </summary>
/// <param name="data">What was written.</param>
public ref struct StoredReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _left = data;

    /// <summary>A number as <see cref="BinaryWriter.Write7BitEncodedInt"/> writes it.</summary>
    public int ReadShortInt() => (int)ReadShortInt64();

    /// <summary>A number as <see cref="BinaryWriter.Write7BitEncodedInt64"/> writes it.</summary>
    public long ReadShortInt64()
    {
        var at = 0;
        var number = Next(_left, ref at);
        _left = _left[at..];
        return number;
    }

    /// <summary>Pairs of short numbers.</summary>
    /// <param name="firsts">Where the first numbers go; its length says how many pairs there are.</param>
    /// <param name="seconds">Where the second numbers go.</param>
    public void ReadShortPairs(Span<int> firsts, Span<long> seconds)
    {
        var left = _left;
        var at = 0;
        for (var i = 0; i < firsts.Length; i++)
        {
            firsts[i] = (int)Next(left, ref at);
            seconds[i] = Next(left, ref at);
        }

        _left = left[at..];
    }

    /// <summary>A byte that is 0 or not.</summary>
    public bool ReadBoolean() => Take(1)[0] != 0;

    /// <summary>A byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>A number of eight bytes.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A number of eight bytes without a sign.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A floating number of eight bytes.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>So many bytes.</summary>
    public byte[] ReadBytes(int count) => Take(count).ToArray();

    /// <summary>A text with its length before it.</summary>
    public string ReadString() => Encoding.UTF8.GetString(Take(ReadShortInt()));

    private static long Next(ReadOnlySpan<byte> data, ref int at)
    {
        long last = data[at++];
        if (last < 0x80)
        {
            return last;
        }

        var number = last & 0x7f;
        for (var shift = 7; last >= 0x80; shift += 7)
        {
            last = data[at++];
            number |= (last & 0x7f) << shift;
        }

        return number;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
