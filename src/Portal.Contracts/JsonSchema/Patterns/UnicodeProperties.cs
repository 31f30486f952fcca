using System.Text.RegularExpressions;

namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>The Unicode properties of ECMA-262 (table 67) by the names that .NET knows for them.</summary>
internal static class UnicodeProperties
{
    private static readonly Dictionary<string, string> Categories = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Cased_Letter"] = "Lu}\\p{Ll}\\p{Lt",
        ["LC"] = "Lu}\\p{Ll}\\p{Lt",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Combining_Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C",
        ["Control"] = "Cc",
        ["cntrl"] = "Cc",
        ["Format"] = "Cf",
        ["Surrogate"] = "Cs",
        ["Private_Use"] = "Co",
        ["Unassigned"] = "Cn",
        ["Alphabetic"] = "L}\\p{Nl",
        ["Alpha"] = "L}\\p{Nl",
        ["Uppercase"] = "Lu",
        ["Lowercase"] = "Ll",
        ["White_Space"] = "Z}\\t-\\r\\p{Z",
        ["Script=Latin"] = "IsBasicLatin",
        ["Script=Greek"] = "IsGreek",
        ["Script=Cyrillic"] = "IsCyrillic",
        ["Script=Hebrew"] = "IsHebrew",
        ["Script=Arabic"] = "IsArabic",
        ["Script=Thai"] = "IsThai",
        ["Script=Hiragana"] = "IsHiragana",
        ["Script=Katakana"] = "IsKatakana",
        ["Script=Han"] = "IsCJKUnifiedIdeographs",
    };

    /// <summary>The .NET name of a property; null when it is not known.</summary>
    public static string? Find(string name)
    {
        var key = name.StartsWith("General_Category=", StringComparison.Ordinal) || name.StartsWith("gc=", StringComparison.Ordinal)
            ? name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : name.Replace("sc=", "Script=", StringComparison.Ordinal);
        return Categories.TryGetValue(key, out var known) ? known : key.Length <= 2 && IsCategory(key) ? key : null;
    }

    private static bool IsCategory(string name)
    {
        try
        {
            _ = Regex.IsMatch("", $"\\p{{{name}}}", RegexOptions.NonBacktracking);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
