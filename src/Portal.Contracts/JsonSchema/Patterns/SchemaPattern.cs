using System.Text.RegularExpressions;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>A pattern of a schema, ready for use; it can never hang.</summary>
internal sealed class SchemaPattern
{
    // Look-around and back-references need backtracking, which gets this long for one text.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    // The others take time in proportion to the text. The clock goes on while a busy machine does something else, and must
    // not find a valid payload invalid.
    private static readonly TimeSpan LinearTimeLimit = TimeSpan.FromSeconds(5);

    // On the stack up to here; longer texts take an array of their own.
    private const int OnStack = 256;

    private readonly Regex _regex;
    private readonly PlainPattern? _plain;

    private SchemaPattern(string source, Regex regex) => (Source, _regex, _plain) = (source, regex, PlainPattern.TryRead(source));

    /// <summary>The pattern as written in the schema.</summary>
    public string Source { get; }

    /// <summary>Reads an ECMA-262 regular expression; an error instead when it is not one.</summary>
    public static (SchemaPattern? Pattern, string? Error) Create(string source)
    {
        var (translated, error) = EcmaPattern.Translate(source, strict: false);
        return translated is null ? (null, error) : (new SchemaPattern(source, Build(translated)), null);
    }

    /// <summary>Whether a text matches somewhere.</summary>
    /// <param name="raw">The text between its quotes, escapes as written.</param>
    /// <param name="run">The judgement, which is given up when matching takes too long.</param>
    public bool IsMatch(ReadOnlySpan<byte> raw, EvaluationRun run) => TryMatch(raw) ?? GiveUp(run);

    /// <summary>Whether a text matches somewhere.</summary>
    /// <param name="text">The text itself.</param>
    /// <param name="run">The judgement, which is given up when matching takes too long.</param>
    public bool IsMatch(ReadOnlySpan<char> text, EvaluationRun run) => TryMatch(text) ?? GiveUp(run);

    /// <summary>Whether a text matches somewhere; null when that takes too long to say.</summary>
    /// <param name="raw">The text between its quotes, escapes as written.</param>
    public bool? TryMatch(ReadOnlySpan<byte> raw)
    {
        if (_plain is not null && raw.IndexOf((byte)'\\') < 0)
        {
            return _plain.IsMatch(raw);
        }

        var buffer = raw.Length <= OnStack ? stackalloc char[OnStack] : new char[raw.Length];
        return TryMatch(buffer[..JsonText.Decode(raw, buffer)]);
    }

    private bool? TryMatch(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private bool GiveUp(EvaluationRun run)
    {
        run.Stop($"Matching the pattern {Source} takes too long.");
        return false;
    }

    private static Regex Build(string translated)
    {
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LinearTimeLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(translated, RegexOptions.CultureInvariant, TimeLimit);
        }
    }
}
