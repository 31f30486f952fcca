using System.Text.RegularExpressions;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Samples.Xml;

/// <summary>
/// What rules mention: a sample that breaks a rule is made again with the values that the rules speak of, and with and
/// without the optional parts that they name. Sample: <c>@status = 'CLOSED' or not(@end)</c> mentions status, end and CLOSED.
/// </summary>
internal sealed partial class RuleHints
{
    // Attempts that change only what rules mention; later ones change other parts too, which rules may count.
    private const int Mentioned = 16;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public RuleHints(IReadOnlyList<XPathRule> rules)
    {
        foreach (var expression in rules.Select(rule => rule.Rule.Expression))
        {
            var values = Literal().Matches(expression).Select(match => match.Value.Trim('\'', '"')).ToArray();
            foreach (var name in Name().Matches(Literal().Replace(expression, " ")).Select(match => match.Value))
            {
                if (!_values.TryGetValue(name, out var known))
                {
                    _values[name] = known = [];
                }

                known.AddRange(values);
            }
        }

        Any = rules.Count > 0;
    }

    /// <summary>Whether there are rules.</summary>
    public bool Any { get; }

    /// <summary>The values that stand in rules which mention a name.</summary>
    public IReadOnlyList<string> ValuesOf(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>Whether an optional part is there in an attempt; null when that is not for the rules to say.</summary>
    public bool? IsThere(string name, int attempt)
    {
        var place = Array.IndexOf([.. _values.Keys], name);
        return place >= 0 ? ((attempt >> (place % 16)) & 1) == 0
            : Any && attempt > Mentioned ? ((name.Sum(letter => letter) + (name.Length * attempt) + (attempt / 3)) & 1) == 0
            : null;
    }

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|\\b\\d+(\\.\\d+)?\\b")]
    private static partial Regex Literal();

    [GeneratedRegex(@"[\p{L}_][\w.-]*")]
    private static partial Regex Name();
}
