namespace Portal.Contracts.Samples.Values;

/// <summary>The words of a field's name. Sample: <c>customerEmail</c>, <c>customer_email</c> and <c>Customer-Email</c> are <c>customer email</c>.</summary>
internal static class FieldWords
{
    // Longer names are not names that people read.
    private const int MaxLength = 100;

    /// <summary>The words in lower case, in their order.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        var words = new List<string>();
        var start = 0;
        name = name.Length > MaxLength ? name[..MaxLength] : name;
        for (var at = 0; at <= name.Length; at++)
        {
            if (at == name.Length || !char.IsAsciiLetterOrDigit(name[at]) || StartsWord(name, at))
            {
                Add(words, name[start..at]);
                start = at;
            }
        }

        return words;
    }

    // A capital after a small letter, or the last capital of an abbreviation: customerId, URLPath.
    private static bool StartsWord(string name, int at) =>
        at > 0 && char.IsAsciiLetterUpper(name[at])
        && (!char.IsAsciiLetterUpper(name[at - 1]) || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));

    private static void Add(List<string> words, string part)
    {
        var word = new string([.. part.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        if (word.Length > 0)
        {
            words.Add(word);
        }
    }
}
