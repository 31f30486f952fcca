using System.Text;

namespace Portal.Contracts.Samples.Json;

/// <summary>Lays JSON out on lines. It works on the text, so that numbers and escapes stay as they were written.</summary>
internal static class JsonLayout
{
    public static string Indent(string json)
    {
        var written = new StringBuilder(json.Length * 2);
        var depth = 0;
        for (var at = 0; at < json.Length; at++)
        {
            var letter = json[at];
            if (letter == '"')
            {
                var end = EndOfString(json, at);
                written.Append(json, at, end - at);
                at = end - 1;
            }
            else if (letter is '{' or '[')
            {
                var close = NextMark(json, at + 1);
                if (json[close] is '}' or ']')
                {
                    written.Append(letter).Append(json[close]);
                    at = close;
                    continue;
                }

                written.Append(letter);
                Break(written, ++depth);
            }
            else if (letter is '}' or ']')
            {
                Break(written, --depth);
                written.Append(letter);
            }
            else if (letter == ',')
            {
                written.Append(letter);
                Break(written, depth);
            }
            else if (letter == ':')
            {
                written.Append(": ");
            }
            else if (letter is not (' ' or '\t' or '\r' or '\n'))
            {
                written.Append(letter);
            }
        }

        return written.ToString();
    }

    private static void Break(StringBuilder written, int depth) => written.Append('\n').Append(' ', depth * 2);

    private static int NextMark(string json, int at)
    {
        while (json[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at;
    }

    private static int EndOfString(string json, int at)
    {
        for (at++; json[at] != '"'; at++)
        {
            at += json[at] == '\\' ? 1 : 0;
        }

        return at + 1;
    }
}
