using Portal.Events;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Portal.Web.CatalogueFolder;

/// <summary>
/// A mapping of a YAML file, read key by key. Every mistake is noted with its line; reading goes on, so that all are told at
/// once. A key that nobody reads is a mistake: it is a word that somebody misspelt.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _read = [];

    private YamlMap(string file, YamlMappingNode node, List<FolderProblem> problems) => (File, _node, Problems) = (file, node, problems);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line that it begins on.</summary>
    public int Line => LineOf(_node);

    /// <summary>What was wrong so far.</summary>
    public List<FolderProblem> Problems { get; }

    /// <summary>The document of a file; null with the problem noted when it is none.</summary>
    public static YamlMap? Read(string file, string text, List<FolderProblem> problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return new YamlMap(file, root, problems);
            }

            problems.Add(new FolderProblem(file, 1, "This must be one document with keys and values, like 'id: orders'."));
        }
        catch (YamlException wrong)
        {
            problems.Add(new FolderProblem(file, (int)wrong.Start.Line, wrong.InnerException?.Message ?? wrong.Message));
        }

        return null;
    }

    /// <summary>A text; null when the key is absent or empty.</summary>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: null or "" or "~" or "null", Style: ScalarStyle.Plain } => null,
        YamlScalarNode scalar => scalar.Value,
        var other => Wrong<string>(other, $"'{key}' must be a text."),
    };

    /// <summary>A text that must be there.</summary>
    public string Require(string key)
    {
        if (Text(key) is { } text)
        {
            return text;
        }

        Note(_node, $"'{key}' is missing.");
        return "";
    }

    /// <summary>Yes or no; null when the key is absent.</summary>
    public bool? Switch(string key) => Text(key) switch
    {
        null => null,
        "true" or "yes" => true,
        "false" or "no" => false,
        var other => WrongValue<bool>(key, $"'{key}' must be true or false, not '{other}'."),
    };

    /// <summary>A whole number; null when the key is absent.</summary>
    public int? Number(string key) => Text(key) is not { } text ? null
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : WrongValue<int>(key, $"'{key}' must be a whole number, not '{text}'.");

    /// <summary>One of a few words; null when the key is absent.</summary>
    public T? Word<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var names = Enum.GetNames<T>();
        return names.FirstOrDefault(name => name.Equals(text.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : WrongValue<T>(key, $"'{text}' is not a value of '{key}': use {string.Join(", ", names.Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}.");
    }

    /// <summary>The id of a feed; null when the key is absent.</summary>
    public FeedId? Feed(string key) => Text(key) is not { } text ? null
        : FeedId.TryParse(text, out var id) ? id
        : WrongValue<FeedId>(key, $"'{text}' is not a feed id: {FeedId.Rule}.");

    /// <summary>A date; null when the key is absent.</summary>
    public DateOnly? Date(string key) => Text(key) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date) ? date
        : WrongValue<DateOnly>(key, $"'{text}' is not a date like 2027-01-31.");

    /// <summary>A mapping below; null when the key is absent.</summary>
    public YamlMap? Map(string key) => Find(key) switch
    {
        null or YamlScalarNode { Value: null or "" } => null,
        YamlMappingNode map => new YamlMap(File, map, Problems),
        var other => Wrong<YamlMap>(other, $"'{key}' must have keys and values of its own."),
    };

    /// <summary>The texts of a list; empty when the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => item switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        _ => Wrong<string>(item, $"'{key}' is a list of texts."),
    }).OfType<string>()];

    /// <summary>
    /// The mappings of a list, empty when the key is absent. Where <paramref name="shorthand"/> is given, an item that is only a
    /// text stands for a mapping with that key.
    /// </summary>
    public IReadOnlyList<YamlMap> Maps(string key, string? shorthand = null) => [.. Items(key).Select(item => item switch
    {
        YamlMappingNode map => new YamlMap(File, map, Problems),
        YamlScalarNode { Value.Length: > 0 } scalar when shorthand is not null =>
            new YamlMap(File, Short(shorthand, scalar), Problems),
        _ => Wrong<YamlMap>(item, $"'{key}' is a list of items with keys and values{(shorthand is null ? "" : " or of texts")}."),
    }).OfType<YamlMap>()];

    /// <summary>The line of a key's value, or of the mapping when it is absent.</summary>
    public int LineOfKey(string key) => Find(key) is { } node ? LineOf(node) : Line;

    /// <summary>The line of a field by its path, for example <c>links[0].href</c>; of what is there of it when not all is.</summary>
    public int LineOfPath(string path)
    {
        YamlNode node = _node;
        foreach (var part in path.Split('.', '['))
        {
            var below = node switch
            {
                YamlMappingNode map => map.Children.TryGetValue(new YamlScalarNode(part), out var value) ? value : null,
                YamlSequenceNode list when int.TryParse(part.TrimEnd(']'), System.Globalization.CultureInfo.InvariantCulture, out var index) =>
                    list.Children.ElementAtOrDefault(index),
                _ => null,
            };
            if (below is null)
            {
                break;
            }

            node = below;
        }

        return node == _node ? Line : LineOf(node);
    }

    /// <summary>Notes a mistake at a key.</summary>
    public void Note(string key, string message) => Problems.Add(new FolderProblem(File, LineOfKey(key), message));

    /// <summary>Notes every key that nobody has read. To be called once the mapping has been read.</summary>
    public void Done()
    {
        foreach (var key in _node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_read.Contains(name))
            {
                Note(key, $"'{key}' is not known here: use {string.Join(", ", _read.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private static YamlMappingNode Short(string key, YamlScalarNode value)
    {
        // Where the text stands, as the mapping has no place of its own.
        var map = new YamlMappingNode(new YamlScalarNode(key), value);
        return map;
    }

    // A mapping that stands for a text begins where the text does.
    private static int LineOf(YamlNode node) => node is YamlMappingNode { Start.Line: <= 1, Children: { Count: 1 } only } && only.First().Value.Start.Line > 1
        ? (int)only.First().Value.Start.Line
        : Math.Max(1, (int)node.Start.Line);

    private YamlNode? Find(string key)
    {
        _read.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private IEnumerable<YamlNode> Items(string key) => Find(key) switch
    {
        null or YamlScalarNode { Value: null or "" or "~" } => [],
        YamlSequenceNode list => list.Children,
        var other => Wrong<IEnumerable<YamlNode>>(other, $"'{key}' must be a list.") ?? [],
    };

    private T? Wrong<T>(YamlNode node, string message)
        where T : class
    {
        Note(node, message);
        return null;
    }

    private T? WrongValue<T>(string key, string message)
        where T : struct
    {
        Note(key, message);
        return null;
    }

    private void Note(YamlNode node, string message) => Problems.Add(new FolderProblem(File, LineOf(node), message));
}
