namespace Portal.Web.Shared.Payloads;

/// <summary>
/// Cuts lines of XML or JSON into pieces to be coloured. It never refuses: what is not well-formed is plain text. The
/// pieces of a line put together are the line.
/// </summary>
internal sealed class CodeTokens
{
    /// <summary>After so many pieces the rest of a text is plain: every one is an element in the browser.</summary>
    public const int MaxTokens = 12_000;

    private readonly bool _isXml;
    private readonly bool _isCode;
    private State _state;
    private int _count;

    /// <summary>Reads the lines of a text, whose kind shows in its first character.</summary>
    public CodeTokens(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        _isXml = start.StartsWith("<");
        _isCode = _isXml || start.StartsWith("{") || start.StartsWith("[");
    }

    private enum State
    {
        Between,
        Tag,
        Comment,
        Section,
        Instruction,
        SingleQuoted,
        DoubleQuoted,
    }

    /// <summary>The pieces of the next line.</summary>
    public IReadOnlyList<CodeToken> Next(string line)
    {
        if (!_isCode || _count > MaxTokens)
        {
            return [new CodeToken(CodeKind.Plain, line)];
        }

        var tokens = _isXml ? Xml(line) : Json(line);
        _count += tokens.Count;
        return tokens;
    }

    private static List<CodeToken> Json(string line)
    {
        List<CodeToken> tokens = [];
        for (var at = 0; at < line.Length;)
        {
            var start = at;
            if (line[at] == '"')
            {
                at = EndOfString(line, at);
                Add(tokens, IsFollowedByColon(line, at) ? CodeKind.Name : CodeKind.Text, line[start..at]);
            }
            else if (IsWord(line[at]))
            {
                at = While(line, at, IsWord);
                Add(tokens, IsValue(line.AsSpan(start, at - start)) ? CodeKind.Value : CodeKind.Plain, line[start..at]);
            }
            else
            {
                at = While(line, at, c => c != '"' && !IsWord(c));
                Add(tokens, CodeKind.Plain, line[start..at]);
            }
        }

        return tokens;
    }

    private List<CodeToken> Xml(string line)
    {
        List<CodeToken> tokens = [];
        for (var at = 0; at < line.Length;)
        {
            at = _state switch
            {
                State.Comment => Until(tokens, line, at, "-->", CodeKind.Aside, State.Between),
                State.Section => Until(tokens, line, at, "]]>", CodeKind.Plain, State.Between),
                State.Instruction => Until(tokens, line, at, "?>", CodeKind.Aside, State.Between),
                State.SingleQuoted => Until(tokens, line, at, "'", CodeKind.Text, State.Tag),
                State.DoubleQuoted => Until(tokens, line, at, "\"", CodeKind.Text, State.Tag),
                State.Tag => InTag(tokens, line, at),
                _ => Between(tokens, line, at),
            };
        }

        return tokens;
    }

    private int Between(List<CodeToken> tokens, string line, int at)
    {
        if (line[at] != '<')
        {
            var open = line.IndexOf('<', at);
            var end = open < 0 ? line.Length : open;
            Add(tokens, CodeKind.Plain, line[at..end]);
            return end;
        }

        if (Starts("<!--"))
        {
            return Until(tokens, line, at, "-->", CodeKind.Aside, State.Between, State.Comment, skip: 4);
        }

        if (Starts("<![CDATA["))
        {
            return Until(tokens, line, at, "]]>", CodeKind.Plain, State.Between, State.Section);
        }

        if (Starts("<?"))
        {
            return Until(tokens, line, at, "?>", CodeKind.Aside, State.Between, State.Instruction);
        }

        var name = Starts("</") ? at + 2 : at + 1;
        var stop = While(line, name, IsName);
        Add(tokens, CodeKind.Plain, line[at..name]);
        Add(tokens, CodeKind.Name, line[name..stop]);
        _state = State.Tag;
        return stop;

        bool Starts(string word) => line.AsSpan(at).StartsWith(word);
    }

    private int InTag(List<CodeToken> tokens, string line, int at)
    {
        switch (line[at])
        {
            case '>':
                _state = State.Between;
                Add(tokens, CodeKind.Plain, ">");
                return at + 1;
            case '"':
                return Until(tokens, line, at, "\"", CodeKind.Text, State.Tag, State.DoubleQuoted, skip: 1);
            case '\'':
                return Until(tokens, line, at, "'", CodeKind.Text, State.Tag, State.SingleQuoted, skip: 1);
            default:
                var isName = IsName(line[at]);
                var end = While(line, at, isName ? IsName : c => !IsName(c) && c is not ('>' or '"' or '\''));
                Add(tokens, isName ? CodeKind.Attribute : CodeKind.Plain, line[at..end]);
                return end;
        }
    }

    // To the end of what is open: on this line, or further on, where the state says what is open.
    private int Until(List<CodeToken> tokens, string line, int at, string end, CodeKind kind, State after, State? within = null, int skip = 0)
    {
        var found = line.IndexOf(end, Math.Min(at + skip, line.Length), StringComparison.Ordinal);
        _state = found < 0 ? within ?? _state : after;
        var stop = found < 0 ? line.Length : found + end.Length;
        Add(tokens, kind, line[at..stop]);
        return stop;
    }

    private static void Add(List<CodeToken> tokens, CodeKind kind, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        // Neighbours of a kind are one piece.
        if (tokens is [.., var last] && last.Kind == kind)
        {
            tokens[^1] = new CodeToken(kind, last.Text + text);
            return;
        }

        tokens.Add(new CodeToken(kind, text));
    }

    private static int While(string line, int at, Func<char, bool> holds)
    {
        while (at < line.Length && holds(line[at]))
        {
            at++;
        }

        return at;
    }

    private static int EndOfString(string line, int at)
    {
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                return i + 1;
            }
        }

        return line.Length;
    }

    private static bool IsFollowedByColon(string line, int at) => line.AsSpan(at).TrimStart() is [':', ..];

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.';

    private static bool IsValue(ReadOnlySpan<char> word) =>
        word is "true" or "false" or "null" || char.IsAsciiDigit(word[0]) || (word is ['-', _, ..] && char.IsAsciiDigit(word[1]));

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or ':' or '-' or '.';
}
