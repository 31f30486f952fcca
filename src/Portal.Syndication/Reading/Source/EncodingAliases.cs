using System.Text.RegularExpressions;

namespace Portal.Syndication.Reading.Source;

/// <summary>The names that other platforms have for encodings, as the one that .NET knows: <c>cp1251</c>, <c>latin-2</c>, <c>Big5-HKSCS</c>.</summary>
internal static partial class EncodingAliases
{
    // Longer names do not exist.
    private const int Longest = 40;

    /// <summary>The name that .NET knows; null when there is none.</summary>
    /// <param name="name">In lower case.</param>
    public static string? Of(string name)
    {
        if (name.Length > Longest)
        {
            return null;
        }

        var plain = name.StartsWith("cs", StringComparison.Ordinal) ? name[2..] : name;
        if (Numbered().Match(plain) is { Success: true } match)
        {
            var number = match.Groups["number"].Value.TrimStart('0');
            return match.Groups["kind"].Value switch
            {
                "latin" => IsoOfLatin(number),
                "8859" => $"iso-8859-{number}",
                _ when number.StartsWith("125", StringComparison.Ordinal) || number is "874" => $"windows-{number}",
                _ when number is "932" => "shift_jis",
                _ when number is "949" => "ks_c_5601-1987",
                _ when number is "950" => "big5",
                _ when number.Length < 3 => $"ibm{number.PadLeft(3, '0')}",
                _ => $"ibm{number}",
            };
        }

        return Letters().Replace(plain, "") switch
        {
            "big5hkscs" or "big5eten" or "bigfive" => "big5",
            "sjis" or "xsjis" or "mskanji" or "windows31j" or "shiftjisx0213" => "shift_jis",
            "eucjp" or "ujis" or "xeucjp" => "euc-jp",
            "euckr" or "ksc5601" or "ksc56011987" or "uhc" or "korean" => "euc-kr",
            "euccn" or "gb231280" or "hzgb2312" => "gb18030",
            "koi8" or "koi8r" or "koi" => "koi8-r",
            "koi8u" or "koi8ru" => "koi8-u",
            "tis620" or "iso885911" or "thai" => "windows-874",
            "mac" or "macroman" or "macintosh" => "macintosh",
            "cyrillic" => "iso-8859-5",
            "arabic" => "iso-8859-6",
            "greek" => "iso-8859-7",
            "hebrew" => "iso-8859-8",
            _ => null,
        };
    }

    // ISO/IEC 8859's Latin alphabets are not numbered as its parts are.
    private static string? IsoOfLatin(string number) => number switch
    {
        "1" => "windows-1252",
        "2" or "3" or "4" => $"iso-8859-{number}",
        "5" => "windows-1254",
        "7" => "iso-8859-13",
        "9" => "iso-8859-15",
        _ => null,
    };

    [GeneratedRegex("^(?:iso[-_ ]?)?(?<kind>cp|ibm|win|windows|ansi|dos|oem|latin|8859|)[-_ ]?(?<number>[0-9]{1,5})$")]
    private static partial Regex Numbered();

    [GeneratedRegex("[^a-z0-9]")]
    private static partial Regex Letters();
}
