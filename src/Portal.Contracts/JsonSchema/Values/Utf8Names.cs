namespace Portal.Contracts.JsonSchema.Values;

/// <summary>Finds the number of a name from its UTF-8 form without allocating. Filled once, then only read.</summary>
internal sealed class Utf8Names
{
    private readonly byte[][] _names;
    private readonly int[] _buckets;
    private readonly int[] _next;

    public Utf8Names(IReadOnlyList<string> names)
    {
        _names = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];
        _buckets = new int[Math.Max(4, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)names.Count * 2))];
        _next = new int[names.Count];
        Array.Fill(_buckets, -1);
        for (var i = 0; i < _names.Length; i++)
        {
            ref var bucket = ref _buckets[Bucket(_names[i])];
            (_next[i], bucket) = (bucket, i);
        }
    }

    public int Count => _names.Length;

    /// <summary>The number of a name, -1 when it is not among the names.</summary>
    /// <param name="raw">The name between its quotes, escapes as written.</param>
    public int Find(ReadOnlySpan<byte> raw) =>
        raw.IndexOf((byte)'\\') < 0 ? FindPlain(raw) : FindPlain(System.Text.Encoding.UTF8.GetBytes(JsonText.Decode(raw)));

    /// <summary>The number of a name without escapes, -1 when it is not among the names.</summary>
    public int FindPlain(ReadOnlySpan<byte> name)
    {
        for (var i = _buckets[Bucket(name)]; i >= 0; i = _next[i])
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private int Bucket(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return 0;
        }

        var hash = ((uint)name.Length * 31) + ((uint)name[0] * 7) + ((uint)name[name.Length / 2] * 131) + name[^1];
        return (int)(hash & (uint)(_buckets.Length - 1));
    }
}
