using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares what holds for properties that have no name of their own, and for names.</summary>
internal static class OtherPropertyChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var at = path + "/*";
        var (oldPatterns, newPatterns) = (Patterns(before), Patterns(after));
        if (ArePatternsPlain(before, after, oldPatterns, newPatterns))
        {
            foreach (var pattern in oldPatterns.Keys)
            {
                run.Compare(at, Matching(before, pattern), Matching(after, pattern));
            }

            CompareRest(run, at, before, after);
        }
        else if (!AreSame(run, before, after))
        {
            run.Log.CannotTell(
                at, "Properties by pattern changed; which names match several of them cannot be told.",
                Words([.. oldPatterns.Keys]), Words([.. newPatterns.Keys]));
        }

        CompareNames(run, at, before, after);
    }

    private static void CompareRest(ViewComparison run, string at, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Rest(before), Rest(after));
        if (olds.IsNever == news.IsNever)
        {
            run.Compare(at, olds, news);
            return;
        }

        var isOpened = olds.IsNever;
        run.Log.Add(new ContractChange(
            at, isOpened ? ContractChangeKind.Opened : ContractChangeKind.Closed, !isOpened, isOpened, Words(olds), Words(news),
            isOpened ? "Undeclared properties are allowed now: consumers with the old contract refuse them."
                : "Undeclared properties are no longer allowed: documents that have some are refused."));
    }

    private static void CompareNames(ViewComparison run, string at, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Names(before), Names(after));
        if (olds.IsAny && news.IsAny)
        {
            return;
        }

        var (breaksProducers, breaksConsumers) = run.Try(olds, news);
        if (breaksProducers || breaksConsumers)
        {
            var kind = (breaksProducers, breaksConsumers) switch
            {
                (true, false) => ContractChangeKind.ConditionAdded,
                (false, true) => ContractChangeKind.ConditionRemoved,
                _ => ContractChangeKind.CannotTell,
            };
            run.Log.Add(new ContractChange(at, kind, breaksProducers, breaksConsumers, null, null, "Other names of properties are allowed."));
        }
    }

    // With the same patterns in one part each, a name that matches several has the sum of what they say on both sides.
    private static bool ArePatternsPlain(
        SchemaView before, SchemaView after, Dictionary<string, SchemaValue[]> olds, Dictionary<string, SchemaValue[]> news) =>
        olds.Count == news.Count && olds.Keys.All(news.ContainsKey) && IsPlain(before) && IsPlain(after);

    private static bool IsPlain(SchemaView view) =>
        view.Parts.Count(part => part.Applies() && part.Named("patternProperties").Count > 0) <= 1;

    private static Dictionary<string, SchemaValue[]> Patterns(SchemaView view) =>
        view.Parts.Where(part => part.Applies()).SelectMany(part => part.Named("patternProperties"))
            .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static SchemaView Matching(SchemaView view, string pattern) => view.Side.View(
        view.Parts.Where(part => part.Applies()).Select(part => part.Named("patternProperties").GetValueOrDefault(pattern) ?? part.Schema("additionalProperties")).OfType<SchemaValue>());

    private static SchemaView Rest(SchemaView view) =>
        view.Side.View(view.Parts.Where(part => part.Applies()).Select(part => part.Schema("additionalProperties")).OfType<SchemaValue>());

    private static SchemaView Names(SchemaView view) => view.Side.View(
        view.Parts.Where(part => part.Applies() && part.Draft() > Draft.V4).Select(part => part.Schema("propertyNames")).OfType<SchemaValue>());

    private static bool AreSame(ViewComparison run, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Others(before), Others(after));
        return olds.Length == news.Length && olds.All(part => news.Any(other => run.Sameness.Same(part, other)))
            && news.All(part => olds.Any(other => run.Sameness.Same(other, part)));
    }

    private static SchemaValue[] Others(SchemaView view) =>
        [.. view.Parts.Where(part => part.Applies() && (part.Named("patternProperties").Count > 0 || part.TryGet("additionalProperties", out _)))];

    private static string Words(SchemaView view) => view.IsNever ? "no others" : ValueWords.Of(view);

    private static string? Words(string[] patterns) => patterns.Length == 0 ? null : string.Join(", ", patterns);
}
