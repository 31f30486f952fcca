using System.Collections.Concurrent;
using System.Xml;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>
/// The names of a contract, each as one string, and tables of names for readers that know them: a name of a payload is then the
/// same string as that of the contract, and is compared by reference. A table serves one reader at a time.
/// </summary>
internal sealed class KnownNames
{
    // As many as there may be readers at once; more are made and dropped.
    private const int MaxPooled = 16;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ReaderNames> _pool = [];

    /// <summary>The one string of a name.</summary>
    public string Of(string name) => name.Length == 0 ? string.Empty : _names.TryGetValue(name, out var known) ? known : _names[name] = name;

    /// <summary>A table for one reader. <see cref="Return"/> follows when the reader is through.</summary>
    public ReaderNames Rent() => _pool.TryTake(out var names) ? names : new ReaderNames(_names.Values);

    /// <summary>Takes a table back, unless it is worn: payloads leave names of their own in it.</summary>
    public void Return(ReaderNames names)
    {
        if (!names.IsWorn && _pool.Count < MaxPooled)
        {
            _pool.Add(names);
        }
    }
}

/// <summary>Settings of a reader with a table of names.</summary>
internal sealed class ReaderNames
{
    private const int MaxUses = 1000;

    private readonly XmlReaderSettings _settings = PayloadSettings.Create();
    private int _uses;

    public ReaderNames(IEnumerable<string> known)
    {
        _settings.NameTable = new NameTable();
        foreach (var name in known)
        {
            _settings.NameTable.Add(name);
        }
    }

    /// <summary>Whether it may have become large by what payloads brought along: prefixes, say.</summary>
    public bool IsWorn => _uses >= MaxUses;

    public XmlReader Open(Stream payload)
    {
        _uses++;
        return XmlReader.Create(payload, _settings);
    }
}
