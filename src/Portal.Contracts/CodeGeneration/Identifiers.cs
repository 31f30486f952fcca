using System.Globalization;
using System.Text;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Makes identifiers of any names: safe in C# and TypeScript, and different from each other.</summary>
internal sealed class Identifiers
{
    private const int MaxLength = 80;

    // What records have already, and what a type of ours would hide.
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "GetType", "EqualityContract", "PrintMembers", "Clone", "Deconstruct", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    // Names that the written code itself uses.
    private static readonly HashSet<string> TakenTypes = new(StringComparer.Ordinal)
    {
        "String", "Object", "Decimal", "DateTime", "DateTimeOffset", "DateOnly", "JsonElement", "IReadOnlyList", "IReadOnlyDictionary", "List", "Array", "Record", "Date", "Number", "Boolean",
        "System", "XmlElement", "XmlAttribute", "XmlText", "XmlRoot", "XmlType", "XmlEnum", "XmlIgnore", "JsonPropertyName", "JsonStringEnumMemberName", "JsonConverter", "JsonStringEnumConverter",
        "Type", "Enum", "Map", "Promise", "Partial", "Readonly", "Error", "Function", "Symbol", "Nullable", "Attribute", "Exception",
    };

    private readonly HashSet<string> _used;
    private readonly HashSet<string> _taken;

    private Identifiers(HashSet<string> taken, params string[] used) => (_taken, _used) = (taken, new HashSet<string>(used, StringComparer.OrdinalIgnoreCase));

    /// <summary>For the types of a file.</summary>
    public static Identifiers ForTypes() => new(TakenTypes);

    /// <summary>For the members of a type, none of which has its name.</summary>
    public static Identifiers ForMembers(string type) => new(Taken, type);

    /// <summary>An identifier like a name, in capitals at each word.</summary>
    public string Next(string name)
    {
        var identifier = Pascal(name);
        identifier = _taken.Contains(identifier) ? identifier + "Value" : identifier;
        var unique = identifier;
        for (var number = 2; !_used.Add(unique); number++)
        {
            unique = identifier + (char.IsAsciiDigit(identifier[^1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    /// <summary>A text as a literal between double quotes, in both languages.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            literal.Append(c switch
            {
                '"' or '\\' => "\\" + c,
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.GetUnicodeCategory(c) == UnicodeCategory.Format
                    => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A description as lines that can stand in a comment: no control characters, none too long a text.</summary>
    public static IEnumerable<string> Lines(string description) =>
        description[..Math.Min(description.Length, 2000)].Split(['\n', '\r', '\u0085', '\u2028', '\u2029'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Concat(line.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format && c < '\uFFFE')));

    private static string Pascal(string name)
    {
        var identifier = new StringBuilder();
        var starts = true;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !(c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter))
            {
                starts = true;
                continue;
            }

            identifier.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = false;
            if (identifier.Length == MaxLength)
            {
                break;
            }
        }

        return identifier.Length == 0 ? "Value" : char.IsAsciiDigit(identifier[0]) ? "_" + identifier : identifier.ToString();
    }
}
