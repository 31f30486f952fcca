namespace Portal.Syndication.Revisions;

/// <summary>Compares two texts line by line: the longest common subsequence between what both begin and end with. Pure.</summary>
internal static class LineDiff
{
    /// <summary>So many lines stay on either side of a change.</summary>
    public const int Around = 2;

    /// <summary>The most lines of the answer; a marker says how many more there are.</summary>
    public const int MaxLines = 400;

    // The table has the square of it; longer stretches are told as removed and added in one piece.
    private const int MaxCompared = 1000;

    private const int MaxWidth = 2000;

    public static IReadOnlyList<LineChange> Between(string before, string after)
    {
        var (old, now) = (LinesOf(before), LinesOf(after));
        var (start, end) = CommonEnds.Of(old, now, string.Equals);
        List<LineChange> lines = [.. old.Take(start).Select(Same)];
        lines.AddRange(Middle(old[start..^end], now[start..^end]));
        lines.AddRange(old[^end..].Select(Same));
        return Near(lines);
    }

    private static List<LineChange> Middle(string[] old, string[] now)
    {
        if (old.Length > MaxCompared || now.Length > MaxCompared)
        {
            return [.. old.Select(Removed), .. now.Select(Added)];
        }

        var common = Lengths(old, now);
        List<LineChange> lines = [];
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add(Same(old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(Removed(old[i++]));
            }
            else
            {
                lines.Add(Added(now[j++]));
            }
        }

        return lines;
    }

    // How many lines two rests have in common.
    private static int[,] Lengths(string[] old, string[] now)
    {
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    private static List<LineChange> Near(List<LineChange> lines)
    {
        List<LineChange> near = [];
        var skipped = 0;
        for (var at = 0; at < lines.Count; at++)
        {
            var from = Math.Max(0, at - Around);
            var isNear = lines.Skip(from).Take(at + Around + 1 - from).Any(line => line.Kind != LineChangeKind.Same);
            if (!isNear || near.Count >= MaxLines)
            {
                skipped++;
                continue;
            }

            Mark();
            near.Add(lines[at]);
        }

        Mark();
        return near;

        void Mark()
        {
            if (skipped > 0)
            {
                near.Add(new LineChange(LineChangeKind.Same, $"… {skipped} more {(skipped == 1 ? "line" : "lines")}"));
                skipped = 0;
            }
        }
    }

    private static string[] LinesOf(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length > MaxWidth ? $"{line[..MaxWidth]}…" : line)];

    private static LineChange Same(string line) => new(LineChangeKind.Same, line);

    private static LineChange Added(string line) => new(LineChangeKind.Added, line);

    private static LineChange Removed(string line) => new(LineChangeKind.Removed, line);
}

/// <summary>What two lists begin and end with alike.</summary>
internal static class CommonEnds
{
    /// <summary>How many at the start, and how many at the end beyond those.</summary>
    public static (int Start, int End) Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, T, bool> equal)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var start = 0;
        while (start < shorter && equal(before[start], after[start]))
        {
            start++;
        }

        var end = 0;
        while (end < shorter - start && equal(before[^(end + 1)], after[^(end + 1)]))
        {
            end++;
        }

        return (start, end);
    }

}
