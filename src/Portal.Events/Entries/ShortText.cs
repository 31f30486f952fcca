namespace Portal.Events.Entries;

/// <summary>Cuts texts of other people to the length that there is room for.</summary>
public static class ShortText
{
    /// <summary>The beginning of a text. A character of two UTF-16 units is kept whole or left out: half of one is no text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many UTF-16 units it may have, at least 1.</param>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
