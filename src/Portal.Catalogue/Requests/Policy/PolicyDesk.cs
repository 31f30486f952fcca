using System.Globalization;
using Portal.Catalogue.Access;

namespace Portal.Catalogue.Requests.Policy;

/// <summary>The policy of requests, which everybody who asks may read and operators change.</summary>
public sealed class PolicyDesk(IPolicyStore store, IAuditTrail audit)
{
    /// <summary>The policy in force.</summary>
    public async Task<RequestPolicy> CurrentAsync(CancellationToken cancellationToken = default) =>
        await store.FindAsync(cancellationToken) ?? RequestPolicy.Default;

    /// <summary>Changes it. Only operators may; one made on another revision than the one in force is refused.</summary>
    public async Task<Outcome<RequestPolicy>> ChangeAsync(RequestPolicy policy, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManagePortal))
        {
            return Refusal.Forbidden("Only operators change the policy of requests.");
        }

        if (policy.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var before = await CurrentAsync(cancellationToken);
        var after = policy with { NamePattern = string.IsNullOrWhiteSpace(policy.NamePattern) ? null : policy.NamePattern.Trim(), Revision = policy.Revision + 1 };
        if (policy.Revision != before.Revision || !await store.SaveAsync(after, cancellationToken))
        {
            return Refusal.Stale("Somebody else changed the policy since you read it: nothing was saved. Read it again and make your change anew.");
        }

        await audit.RecordAsync(
            new AuditEvent("requests.policy.changed", actor, AuditSubjects.Setting("request-policy"), "The policy of requests was changed")
            {
                Changes = FieldChange.Between(Fields(before), Fields(after)),
            },
            cancellationToken);
        return after;
    }

    private static Dictionary<string, string?> Fields(RequestPolicy policy)
    {
        var fields = RequestChecks.Names.ToDictionary(name => $"check.{name}", name => (string?)policy.ModeOf(name).ToString().ToLowerInvariant());
        fields["namePattern"] = policy.NamePattern;
        fields["maxEntriesPerMinute"] = Text(policy.MaxEntriesPerMinute);
        fields["maxEntryBytes"] = Text(policy.MaxEntryBytes);
        fields["maxRetentionDays"] = Text(policy.MaxRetentionDays);
        fields["dueHours"] = Text(policy.DueHours);
        fields["expireDays"] = Text(policy.ExpireDays);
        fields["attestMonths"] = Text(policy.AttestMonths);
        fields["noticeDays"] = Text(policy.NoticeDays);
        fields["autoApprovals"] = string.Join(", ", policy.AutoApprovals.Select(auto => $"{auto.Domain} {auto.PerDay} a day"));
        return fields;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
