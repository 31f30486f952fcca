namespace Portal.Contracts.Comparison;

/// <summary>Compares the rules beside a schema.</summary>
internal static class RuleChanges
{
    public static void Compare(IReadOnlyList<ContractRule> before, IReadOnlyList<ContractRule> after, ChangeLog log)
    {
        // The expression is what counts: a rule that is only renamed forbids what it did.
        var oldRules = before.ToLookup(rule => rule.Expression, StringComparer.Ordinal);
        var newRules = after.ToLookup(rule => rule.Expression, StringComparer.Ordinal);
        var added = after.Where(rule => !oldRules.Contains(rule.Expression)).ToList();
        foreach (var rule in before.Where(rule => !newRules.Contains(rule.Expression)))
        {
            if (added.Find(other => other.Id == rule.Id) is { } other)
            {
                added.Remove(other);
                log.Add(new ContractChange(
                    "", ContractChangeKind.RuleChanged, true, true, rule.Expression, other.Expression,
                    $"The rule '{rule.Id}' has another condition; which documents that concerns cannot be told."));
            }
            else
            {
                log.Add(new ContractChange(
                    "", ContractChangeKind.RuleRemoved, false, true, rule.Expression, null,
                    $"The rule '{rule.Id}' is gone: new documents may break what consumers rely on."));
            }
        }

        foreach (var rule in added)
        {
            log.Add(new ContractChange(
                "", ContractChangeKind.RuleAdded, true, false, null, rule.Expression, $"The rule '{rule.Id}' is new: documents that broke it were valid."));
        }

        foreach (var rule in after.Where(rule => oldRules.Contains(rule.Expression) && oldRules[rule.Expression].All(other => (other.Id, other.Message) != (rule.Id, rule.Message))))
        {
            log.Add(new ContractChange(
                "", ContractChangeKind.DocumentationChanged, false, false, oldRules[rule.Expression].First().Message, rule.Message,
                $"The rule '{rule.Id}' is worded differently."));
        }
    }
}
