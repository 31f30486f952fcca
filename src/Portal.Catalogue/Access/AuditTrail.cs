using System.Globalization;
using System.Text;

namespace Portal.Catalogue.Access;

/// <summary>The audit trail: writes for everybody, reads for operators.</summary>
public sealed class AuditTrail(IAuditStore store, IAuditOrigins origins, TimeProvider time) : IAuditTrail
{
    private const int LongestText = 1000;
    private const int LongestName = 200;
    private const int MostChanges = 100;

    /// <inheritdoc />
    public async ValueTask RecordAsync(AuditEvent happened, CancellationToken cancellationToken = default) =>
        await store.AppendAsync(ToDraft(happened), cancellationToken);

    /// <summary>Records, newest first. Only operators see them.</summary>
    public async Task<Outcome<IReadOnlyList<AuditRecord>>> ReadAsync(AuditQuery query, Actor actor, CancellationToken cancellationToken = default) =>
        actor.May(Permission.ReadAudit) ? Outcome.Of(await store.ReadAsync(query, cancellationToken)) : Refusal.Forbidden("Only operators read the audit trail.");

    /// <summary>Checks that no record was changed or taken out.</summary>
    public Task<AuditVerdict> VerifyAsync((long Number, string Hash)? expected = null, CancellationToken cancellationToken = default) =>
        AuditChain.VerifyAsync(store.ReadAllAsync(cancellationToken), expected, cancellationToken);

    /// <summary>Removes what is older than <paramref name="keep"/>; the trail says that it was. The number of records removed.</summary>
    public Task<long> PurgeAsync(TimeSpan keep, CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow() - keep;
        var summary = $"Records older than {before.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} were removed, as the configuration says";
        return store.PurgeAsync(before, ToDraft(new AuditEvent(AuditChain.PurgeAction, Actor.Portal, AuditSubjects.Portal, summary)), cancellationToken);
    }

    private AuditRecord ToDraft(AuditEvent happened)
    {
        var (now, origin) = (time.GetUtcNow(), happened.Origin ?? origins.Current);
        return new AuditRecord
        {
            Number = 0,
            Previous = "",
            Hash = "",

            // PostgreSQL keeps microseconds: the hash is over what can be read back.
            At = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime(),
            Action = Cut(happened.Action, LongestName)!,
            Outcome = happened.Outcome,
            ActorId = Cut(happened.Actor.Id, LongestName)!,
            ActorName = Cut(happened.Actor.Name, LongestName)!,
            Subject = Cut(happened.Subject, LongestName)!,
            Summary = Cut(happened.Summary, LongestText)!,
            Changes = [.. happened.Changes.Take(MostChanges).Select(c => new FieldChange(c.Field, Cut(c.Before, LongestText), Cut(c.After, LongestText)))],
            Address = Cut(origin.Address, LongestName),
            Agent = Cut(origin.Agent, LongestName),
        };
    }

    // Neither half a character nor a NUL: PostgreSQL takes neither.
    private static string? Cut(string? text, int length)
    {
        if (text is null)
        {
            return null;
        }

        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', ' ')));
        return whole.Length <= length ? whole : whole[..(char.IsHighSurrogate(whole[length - 2]) ? length - 2 : length - 1)] + "…";
    }
}
