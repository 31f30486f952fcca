namespace Portal.Contracts.Inference;

/// <summary>What was seen at one place of the payloads. A tree, bounded by the profile that it belongs to.</summary>
internal sealed class NodeProfile
{
    // An object with more names than this is a map: its names are data.
    private const int MaxMembers = 150;

    // Children of an element that are told apart when their order is learned.
    private const int MaxOrdered = 60;

    private readonly HashSet<(string First, string Second)> _orders = [];

    /// <summary>How many values stood here.</summary>
    public long Count { get; set; }

    public long Objects { get; set; }

    public long Arrays { get; set; }

    public long Nulls { get; set; }

    /// <summary>Plain values by how they are written in JSON; in XML all are texts.</summary>
    public ValueProfile Texts { get; } = new();

    public ValueProfile Numbers { get; } = new();

    public long Booleans { get; set; }

    /// <summary>In how many of the objects around it it stood; less than <see cref="Count"/> where elements repeat.</summary>
    public long Holders { get; set; }

    /// <summary>The most often that an element stood in one parent.</summary>
    public int MostInOne { get; set; } = 1;

    /// <summary>Whether an element had text between its children.</summary>
    public bool IsMixed { get; set; }

    /// <summary>Members by name; for XML child elements by <c>{namespace}name</c>, attributes with <c>@</c> before.</summary>
    public Dictionary<string, NodeProfile> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether names are data; the members are then together in <see cref="Others"/>.</summary>
    public bool IsMap { get; private set; }

    /// <summary>The values of a map.</summary>
    public NodeProfile? Others { get; private set; }

    /// <summary>The items of arrays.</summary>
    public NodeProfile? Items { get; set; }

    /// <summary>Whether child elements always came in one order: none stood between others of one name, no two changed places.</summary>
    public bool HasOrder => !_orders.Any(order => order.First == order.Second || _orders.Contains((order.Second, order.First)));

    /// <summary>The place of a member, made when it is new; null when there is no more room.</summary>
    public NodeProfile? Member(string name, ProfileRoom room)
    {
        if (IsMap)
        {
            return Others;
        }

        if (Members.TryGetValue(name, out var known))
        {
            return known;
        }

        if (Members.Count == MaxMembers)
        {
            BecomeMap(room);
            return Others;
        }

        return room.Take() ? Members[name] = new NodeProfile() : null;
    }

    /// <summary>Notes that one child element came before another in the same parent.</summary>
    public void Follows(string first, string second)
    {
        if (_orders.Count < MaxOrdered * MaxOrdered)
        {
            _orders.Add((first, second));
        }
    }

    /// <summary>The child elements in an order that all parents kept.</summary>
    public IReadOnlyList<string> InOrder(IEnumerable<string> names)
    {
        var left = names.ToList();
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            // The first that nothing left has to come before; any, when there is a circle.
            var next = left.Find(name => !left.Exists(other => other != name && _orders.Contains((other, name)))) ?? left[0];
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    public void Merge(NodeProfile other, ProfileRoom room)
    {
        Count += other.Count;
        Objects += other.Objects;
        Arrays += other.Arrays;
        Nulls += other.Nulls;
        Booleans += other.Booleans;
        Holders += other.Holders;
        MostInOne = Math.Max(MostInOne, other.MostInOne);
        IsMixed |= other.IsMixed;
        Texts.Merge(other.Texts);
        Numbers.Merge(other.Numbers);
        _orders.UnionWith(other._orders.Take(Math.Max(0, (MaxOrdered * MaxOrdered) - _orders.Count)).ToArray());
        if (other.IsMap && !IsMap)
        {
            BecomeMap(room);
        }

        foreach (var (name, member) in other.Members)
        {
            Member(name, room)?.Merge(member, room);
        }

        if (other.Others is not null)
        {
            Others?.Merge(other.Others, room);
        }

        if (other.Items is not null && (Items is not null || room.Take()))
        {
            (Items ??= new NodeProfile()).Merge(other.Items, room);
        }
    }

    private void BecomeMap(ProfileRoom room)
    {
        (IsMap, Others) = (true, new NodeProfile());
        foreach (var member in Members.Values)
        {
            Others.Merge(member, room);
        }

        Members.Clear();
    }
}

/// <summary>How many more places a profile may have.</summary>
internal sealed class ProfileRoom(int places)
{
    private int _left = places;

    /// <summary>Whether something had no room.</summary>
    public bool IsFull { get; private set; }

    public bool Take()
    {
        IsFull |= _left == 0;
        return _left > 0 && _left-- > 0;
    }
}
