namespace Portal.Syndication.Reading;

/// <summary>The months as dates of feeds name them: in English as RFC 822 says, and in the languages that publishers' software writes instead.</summary>
internal static class MonthNames
{
    private const int Shortest = 3;

    // Beginnings that tell a month from every other one.
    private static readonly (string Beginning, int Month)[] Beginnings =
    [
        .. Of(1, "jan", "jän", "ene", "gen", "ιαν", "янв", "sty"),
        .. Of(2, "feb", "fév", "fev", "φεβ", "фев", "lut"),
        .. Of(3, "mar", "mär", "mrz", "mrt", "maa", "már", "μάρ", "μαρ", "мар"),
        .. Of(4, "apr", "avr", "abr", "ápr", "απρ", "апр", "kwi"),
        .. Of(5, "may", "mai", "mei", "maj", "mag", "máj", "μάι", "μάϊ", "μαι", "μαΐ", "μαϊ", "май", "мая"),
        .. Of(6, "jun", "juin", "giu", "jún", "ιούν", "ιουν", "ιον", "июн", "cze"),
        .. Of(7, "jul", "juil", "lug", "júl", "ιούλ", "ιουλ", "ιολ", "июл", "lip"),
        .. Of(8, "aug", "ago", "aoû", "aou", "αύγ", "αυγ", "авг", "sie"),
        .. Of(9, "sep", "set", "szep", "σεπ", "сен", "wrz"),
        .. Of(10, "oct", "okt", "ott", "out", "οκτ", "окт", "paź"),
        .. Of(11, "nov", "νοέ", "νοε", "ноя", "lis"),
        .. Of(12, "dec", "dez", "déc", "dic", "des", "δεκ", "дек", "gru"),
    ];

    /// <summary>The month of a name or of its beginning; 0 when it is none.</summary>
    public static int NumberOf(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('.');
        if (word.Length < Shortest)
        {
            return 0;
        }

        foreach (var (beginning, month) in Beginnings)
        {
            if (word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return month;
            }
        }

        return 0;
    }

    private static IEnumerable<(string Beginning, int Month)> Of(int month, params string[] beginnings) =>
        beginnings.Select(beginning => (beginning, month));
}
