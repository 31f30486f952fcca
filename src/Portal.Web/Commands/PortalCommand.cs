namespace Portal.Web.Commands;

/// <summary>A command of the operators' command line, which runs in place of the server.</summary>
/// <param name="Name">Its name, one word or two, for example <c>backup</c> or <c>audit verify</c>.</param>
/// <param name="Usage">What follows the name, for people, for example <c>--to FOLDER [--force]</c>. Its words are the options that it takes.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="RunAsync">Does it: the result is the exit code, <see cref="ExitCodes"/>.</param>
internal sealed record PortalCommand(string Name, string Usage, string Summary, Func<CommandContext, Task<int>> RunAsync)
{
    /// <summary>Whether it works with the portal's services; one that does not starts at once.</summary>
    public bool NeedsPortal { get; init; } = true;

    /// <summary>The options that it takes, with their dashes.</summary>
    public IReadOnlySet<string> Options { get; } = Split(Usage).Where(IsOption).ToHashSet();

    /// <summary>How many words it takes besides options: those in capitals that follow no option.</summary>
    public int MaxWords { get; } = CountWords(Usage);

    /// <summary>Whether a value follows an option: a word in capitals, as in <c>--to FOLDER</c>.</summary>
    public bool TakesValue(string option)
    {
        var words = Split(Usage);
        var next = Array.IndexOf(words, option) + 1;
        return next > 0 && next < words.Length && IsPlaceholder(words[next]);
    }

    private static int CountWords(string usage)
    {
        var words = Split(usage);
        return words.Where((word, at) => IsPlaceholder(word) && (at == 0 || !IsOption(words[at - 1]))).Count();
    }

    private static string[] Split(string usage) => usage.Split([' ', '[', ']', '|'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    private static bool IsPlaceholder(string word) => word.All(char.IsAsciiLetterUpper);
}

/// <summary>How commands end.</summary>
internal static class ExitCodes
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It was refused, failed, or found something wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong; nothing was tried.</summary>
    public const int Usage = 2;
}
