namespace Portal.Events.Payloads;

/// <summary>What has been found so far in one payload, within bounds.</summary>
/// <param name="nodes">How many nodes the tree of paths has.</param>
/// <param name="maxValues">The most values.</param>
internal sealed class FoundValues(int nodes, int maxValues)
{
    private readonly List<FieldValue> _values = [];

    // How often each node of the tree was come by, which numbers the items.
    private readonly int[] _visits = new int[nodes];

    /// <summary>Whether something was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether no more is kept.</summary>
    public bool IsFull => _values.Count >= maxValues;

    /// <summary>Comes by a node; its number among the visits, from 0.</summary>
    public int Visit(FieldTree node) => _visits[node.Number]++;

    /// <summary>Keeps a value for every path that ends at a node.</summary>
    public void Add(FieldTree node, FieldValueKind kind, string text, int item)
    {
        foreach (var path in node.Ends)
        {
            if (IsFull)
            {
                IsCut = true;
                return;
            }

            var isLong = text.Length > FieldReader.MaxValueLength;
            IsCut |= isLong;
            _values.Add(new FieldValue(path, kind, isLong ? text[..FieldReader.MaxValueLength] : text, item));
        }
    }

    /// <summary>A value had more than was kept of it.</summary>
    public void Cut() => IsCut = true;

    /// <summary>All that was found.</summary>
    public FieldReading ToReading(string? problem) => new(_values, IsCut, problem);
}
