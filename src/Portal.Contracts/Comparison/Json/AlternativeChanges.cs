using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares <c>anyOf</c> and <c>oneOf</c>.</summary>
internal static class AlternativeChanges
{
    private const int MaxDisjointDepth = 3;

    // Each is held against each other.
    private const int MaxCompared = 200;

    private static readonly string[] Keywords = ["anyOf", "oneOf"];

    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Choices(before), Choices(after));
        foreach (var choice in olds.ToArray())
        {
            if (news.Find(other => AreSame(run, choice, other)) is { } other)
            {
                olds.Remove(choice);
                news.Remove(other);
            }
        }

        for (var at = 0; at < Math.Max(olds.Count, news.Count); at++)
        {
            if (at >= olds.Count)
            {
                AddChoice(run, path, before, after, news[at]);
            }
            else if (at >= news.Count)
            {
                RemoveChoice(run, path, before, after, olds[at]);
            }
            else
            {
                ComparePair(run, path, olds[at], news[at], before, after);
            }
        }
    }

    private static void AddChoice(ViewComparison run, string path, SchemaView before, SchemaView after, Choice choice)
    {
        var fits = choice.IsPlain() && choice.Branches.Any(branch => !run.Try(before, after.Side.View(branch)).Producers);
        run.Log.Add(new ContractChange(
            path, ContractChangeKind.ConditionAdded, !fits, false, null, choice.Words(),
            fits ? $"'{choice.Keyword}' has a branch for all that was valid." : $"'{choice.Keyword}' is new: documents that fit none of its branches are refused."));
    }

    private static void RemoveChoice(ViewComparison run, string path, SchemaView before, SchemaView after, Choice choice)
    {
        var fits = choice.IsPlain() && choice.Branches.Any(branch => !run.Try(before.Side.View(branch), after).Consumers);
        run.Log.Add(new ContractChange(
            path, ContractChangeKind.ConditionRemoved, false, !fits, choice.Words(), null,
            fits ? $"'{choice.Keyword}' had a branch for all that is valid." : $"'{choice.Keyword}' is gone: consumers may get what fits none of its branches."));
    }

    private static void ComparePair(ViewComparison run, string path, Choice before, Choice after, SchemaView oldView, SchemaView newView)
    {
        var (olds, news) = (before.Branches.ToList(), after.Branches.ToList());
        foreach (var branch in before.Branches)
        {
            if (news.Find(other => run.Sameness.Same(branch, other)) is { } other)
            {
                olds.Remove(branch);
                news.Remove(other);
            }
        }

        // One valid branch is not enough for oneOf: no second one may be, which only branches that exclude each other ensure.
        if (!before.IsPlain() || !after.IsPlain())
        {
            run.Log.CannotTell(
                path, "The branches of 'oneOf' changed and may overlap; which documents fit exactly one of them cannot be told.", before.Words(), after.Words());
        }

        if (olds.Count == news.Count)
        {
            foreach (var (left, right) in olds.Zip(news))
            {
                run.Compare(path, oldView.Side.View(left), newView.Side.View(right));
            }

            return;
        }

        foreach (var branch in olds.Select(left => oldView.Side.View(left)))
        {
            var fits = after.Branches.Any(other => !run.Try(branch, newView.Side.View(other)).Producers);
            run.Log.Add(new ContractChange(
                path, ContractChangeKind.AlternativeRemoved, !fits, false, ValueWords.Of(branch), null,
                fits ? "An alternative is gone, but another one covers it." : "An alternative is gone: documents that used it may be refused."));
        }

        foreach (var branch in news.Select(right => newView.Side.View(right)))
        {
            var fits = before.Branches.Any(other => !run.Try(oldView.Side.View(other), branch).Consumers);
            run.Log.Add(new ContractChange(
                path, ContractChangeKind.AlternativeAdded, false, !fits, null, ValueWords.Of(branch),
                fits ? "An alternative is new, but another one covers it." : "An alternative is new: consumers may not know it."));
        }
    }

    private static bool AreSame(ViewComparison run, Choice before, Choice after) =>
        before.Keyword == after.Keyword && before.Branches.Count == after.Branches.Count
        && before.Branches.Zip(after.Branches).All(pair => run.Sameness.Same(pair.First, pair.Second));

    private static List<Choice> Choices(SchemaView view) =>
        [.. view.Parts.Where(part => part.Applies()).SelectMany(part => Keywords
            .Where(keyword => part.TryGet(keyword, out var branches) && branches.Items.Count > 0)
            .Select(keyword => new Choice(view.Side, keyword, part.Members[keyword].Items)))];

    private sealed record Choice(SchemaSide Side, string Keyword, IReadOnlyList<SchemaValue> Branches)
    {
        /// <summary>Whether one valid branch is enough.</summary>
        public bool IsPlain()
        {
            return Keyword == "anyOf" || Side.Remember(Branches[0], AreAllDisjoint);
        }

        private bool AreAllDisjoint()
        {
            var views = Branches.Select(branch => Side.View(branch)).ToArray();
            return Branches.Count <= MaxCompared && views.Index().All(a => views.Skip(a.Index + 1).All(b => AreDisjoint(a.Item, b, 0)));
        }

        public string Words() => $"{Keyword} {string.Join(" | ", Branches.Select(branch => ValueWords.Of(Side.View(branch))))}";
    }

    // No value is of both: other kinds, other listed values, or a property that tells them apart.
    private static bool AreDisjoint(SchemaView a, SchemaView b, int depth)
    {
        var common = a.Reachable & b.Reachable;
        if (common == ValueKinds.None)
        {
            return true;
        }

        if (a.Values is { } left && b.Values is { } right && !left.Intersect(right, JsonSchema.Values.JsonEquality.Instance).Any())
        {
            return true;
        }

        return common == ValueKinds.Object && depth < MaxDisjointDepth
            && Required(a).Intersect(Required(b)).Any(name => AreDisjoint(a.Property(name), b.Property(name), depth + 1));
    }

    private static IEnumerable<string> Required(SchemaView view) => view.Parts.Where(part => part.Validates()).SelectMany(part => part.Texts("required"));
}
