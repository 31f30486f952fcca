using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>What is known of business keys for some time: at most <see cref="Max"/> keys, the oldest give way.</summary>
internal sealed class RecentKeys
{
    /// <summary>The most keys that a rule remembers.</summary>
    public const int Max = 20_000;

    /// <summary>The longest key; what is longer is cut.</summary>
    public const int MaxLength = 100;

    // In the order in which they were set: a list that gives up its middle as fast as its ends.
    private readonly LinkedList<(string Key, KeyState State)> _order = [];
    private readonly Dictionary<string, LinkedListNode<(string Key, KeyState State)>> _keys = [];

    /// <summary>How many were given up because there were too many.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Cuts a key.</summary>
    public static string Cut(string key) => key.Length > MaxLength ? key[..MaxLength] : key;

    /// <summary>The state of a key; null when it is not known.</summary>
    public KeyState? Find(string key) => _keys.TryGetValue(key, out var node) ? node.Value.State : null;

    /// <summary>Keeps a state as the newest.</summary>
    public void Set(string key, KeyState state)
    {
        Remove(key);
        _keys[key] = _order.AddLast((key, state));
        if (_keys.Count > Max)
        {
            Remove(_order.First!.Value.Key);
            GivenUp++;
        }
    }

    /// <summary>Changes a state and leaves the key where it stands.</summary>
    public void Advance(string key, KeyState state) => _keys[key].Value = (key, state);

    /// <summary>Forgets a key.</summary>
    public void Remove(string key)
    {
        if (_keys.Remove(key, out var node))
        {
            _order.Remove(node);
        }
    }

    /// <summary>Takes out all that were set at a moment or before it, oldest first.</summary>
    public List<(string Key, KeyState State)> TakeBefore(DateTimeOffset moment)
    {
        List<(string Key, KeyState State)> due = [];
        while (_order.First is { } oldest && oldest.Value.State.Since <= moment)
        {
            due.Add(oldest.Value);
            Remove(oldest.Value.Key);
        }

        return due;
    }

    public void Save(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_keys.Count);
        foreach (var (key, state) in _order)
        {
            to.Write(key);
            to.Write7BitEncodedInt(state.Step);
            to.Write(state.Since.UtcTicks);
            to.Write7BitEncodedInt64(state.Position);
        }
    }

    public void Load(ref StoredReader from)
    {
        for (var left = from.ReadShortInt(); left > 0; left--)
        {
            Set(from.ReadString(), new KeyState(from.ReadShortInt(), new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero), from.ReadShortInt64()));
        }
    }
}

/// <summary>What is known of a key.</summary>
/// <param name="Step">How far it is.</param>
/// <param name="Since">Since when.</param>
/// <param name="Position">The entry that began it.</param>
internal readonly record struct KeyState(int Step, DateTimeOffset Since, long Position);
