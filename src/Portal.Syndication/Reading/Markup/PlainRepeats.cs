namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// What the entries of a page have in common, such as author and categories, is read once: it is known again by how it is written.
/// The newest sixteen are known.
/// </summary>
internal sealed class PlainRepeats
{
    private const int Most = 16;

    private readonly (string Written, object Value)[] _known = new (string, object)[Most];
    private int _count;

    /// <summary>What was read of the same text before; null when nothing was.</summary>
    public T? Find<T>(ReadOnlySpan<char> written)
        where T : class
    {
        foreach (ref readonly var known in _known.AsSpan(0, Math.Min(_count, Most)))
        {
            if (known.Value is T value && written.SequenceEqual(known.Written))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Remembers what was read of a text.</summary>
    public T Keep<T>(ReadOnlySpan<char> written, T value)
        where T : class
    {
        _known[_count % Most] = (written.ToString(), value);
        _count = _count == (2 * Most) - 1 ? Most : _count + 1;
        return value;
    }
}
