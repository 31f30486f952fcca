namespace Portal.Web.Shared.Choices;

/// <summary>What fits into a box for texts: a paste comes as one message, and a longer message would end the circuit.</summary>
internal static class PastedText
{
    /// <summary>The most bytes of a message of a circuit. With the framework's 32 KB a pasted schema would end it.</summary>
    public const int LongestMessage = 4 * 1024 * 1024;

    /// <summary>The most characters: three bytes each, as UTF-8 or with an escape before them, and some room.</summary>
    public const int MaxLength = 1_300_000;

    /// <summary>What a box takes: one more, because the browser cuts what does not fit without a word, and what was cut is told.</summary>
    public const int BoxLength = MaxLength + 1;

    /// <summary>Why a text in a box cannot be used or changed there; null when it can.</summary>
    public static string? Problem(string text) => text.Length switch
    {
        BoxLength => "What was pasted is cut: at most 1.3 million characters can be pasted. Upload a longer text as a file.",
        > BoxLength => "It is too long to be changed here: upload it again when it changes.",
        _ => null,
    };
}
