using System.Buffers.Text;
using System.Security.Cryptography;
using Portal.Catalogue.Access;
using Portal.Events.Activity;

namespace Portal.Catalogue.Dashboards;

/// <summary>A new link with the secret of its address, which is not to be had again.</summary>
/// <param name="Link">The link.</param>
/// <param name="Secret">The secret, to be shown once.</param>
public sealed record MadeLink(DashboardLink Link, string Secret);

/// <summary>A dashboard that a link leads to.</summary>
/// <param name="Dashboard">The dashboard.</param>
/// <param name="Link">The link: its maker's rights decide what is shown.</param>
public sealed record LinkedDashboard(Dashboard Dashboard, DashboardLink Link);

/// <summary>The dashboards, as an actor may see and change them.</summary>
public sealed class DashboardRegistry(IDashboardStore store, IActivityLog activity, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The longest that a link may last.</summary>
    public static readonly TimeSpan LongestLink = TimeSpan.FromDays(366);

    /// <summary>Told the id of a dashboard that changed.</summary>
    public event Action<string>? Changed;

    /// <summary>Makes a dashboard, whose first version readers see at once; at first only its owner does.</summary>
    public async Task<Outcome<Dashboard>> MakeAsync(DashboardBody body, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.Monitor))
        {
            return Refusal.Forbidden("People with a role make dashboards, and keys that are not limited to reading or publishing.");
        }

        if (body.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var now = time.GetUtcNow();
        var dashboard = new Dashboard
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            OwnerId = actor.Id,
            OwnerName = actor.Name,
            Team = actor.FirstTeam,
            Created = now,
        };
        dashboard.Publish(body, now);
        await store.AddAsync(dashboard, VersionOf(dashboard, actor, now), cancellationToken);
        await TellAsync(dashboard, "made", "was made", actor, cancellationToken);
        return dashboard;
    }

    /// <summary>The dashboards that the actor may see, by title.</summary>
    public async Task<IReadOnlyList<Dashboard>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(cancellationToken)).Where(dashboard => MaySee(dashboard, actor))];

    /// <summary>A dashboard; refused as not found when the actor may not see it.</summary>
    public async Task<Outcome<Dashboard>> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        await store.FindAsync(id, cancellationToken) is { } dashboard && MaySee(dashboard, actor) ? dashboard : NotFound(id);

    /// <summary>Keeps a change as the draft, which only those who may change the dashboard see.</summary>
    /// <param name="id">The dashboard.</param>
    /// <param name="draft">What it shall say.</param>
    /// <param name="edition">The edition that the change was made to.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Outcome<Dashboard>> KeepAsync(string id, DashboardBody draft, int edition, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, edition, actor, dashboard => dashboard.Keep(draft), draft, cancellationToken);

    /// <summary>Shows readers a new version, and ends the draft.</summary>
    public async Task<Outcome<Dashboard>> PublishAsync(
        string id, DashboardBody body, int edition, Actor actor, CancellationToken cancellationToken = default)
    {
        var published = await ChangeAsync(id, edition, actor, dashboard => dashboard.Publish(body, time.GetUtcNow()), body, cancellationToken);
        if (published.Succeeded)
        {
            await TellAsync(published.Value, "published", $"was published as version {published.Value.Version}", actor, cancellationToken);
        }

        return published;
    }

    /// <summary>Forgets the draft.</summary>
    public Task<Outcome<Dashboard>> DiscardAsync(string id, int edition, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, edition, actor, dashboard => dashboard.Discard(), null, cancellationToken);

    /// <summary>Lets others see it, or no longer.</summary>
    public async Task<Outcome<Dashboard>> ShareAsync(
        string id, DashboardSharing sharing, int edition, Actor actor, CancellationToken cancellationToken = default)
    {
        var shared = await ChangeAsync(id, edition, actor, dashboard => dashboard.Share(sharing), null, cancellationToken);
        if (shared.Succeeded)
        {
            await TellAsync(shared.Value, "shared", $"is shown to {Words(sharing, shared.Value)}", actor, cancellationToken);
        }

        return shared;
    }

    /// <summary>Makes an earlier version the draft: publishing it goes back to it.</summary>
    public async Task<Outcome<Dashboard>> RestoreAsync(string id, int number, int edition, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        var version = (await store.VersionsAsync(id, cancellationToken)).FirstOrDefault(v => v.Number == number);
        return version is null
            ? Refusal.NotFound($"There is no version {number} of this dashboard any more.")
            : await KeepAsync(id, version.Body, edition, actor, cancellationToken);
    }

    /// <summary>The versions that are kept, newest first; for those who may change the dashboard.</summary>
    public async Task<Outcome<IReadOnlyList<DashboardVersion>>> VersionsAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        return found.Succeeded ? Outcome.Of(await store.VersionsAsync(id, cancellationToken)) : found.Refusal;
    }

    /// <summary>Removes a dashboard with its versions and links.</summary>
    public async Task<Outcome<string>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        await store.RemoveAsync(id, cancellationToken);
        await TellAsync(found.Value, "removed", "was removed", actor, cancellationToken);
        return id;
    }

    /// <summary>Makes a link with which anybody reads the dashboard as the actor would.</summary>
    public async Task<Outcome<MadeLink>> LinkAsync(string id, TimeSpan lasts, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (lasts <= TimeSpan.Zero || lasts > LongestLink)
        {
            var errors = new FieldErrors();
            errors.Add("lasts", $"Longer than nothing, and {LongestLink.TotalDays:0} days at most.");
            return errors.ToRefusal();
        }

        var now = time.GetUtcNow();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var link = new DashboardLink
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Dashboard = id,
            Hash = ApiKey.HashOf(secret),
            MadeById = actor.Id,
            MadeBy = actor.Name,
            Made = now,
            Expires = now + lasts,
        };
        await store.AddLinkAsync(link, cancellationToken);
        await TellAsync(found.Value, "linked", "can be read by a link", actor, cancellationToken);
        return new MadeLink(link, secret);
    }

    /// <summary>The links to a dashboard that have not ended.</summary>
    public async Task<Outcome<IReadOnlyList<DashboardLink>>> LinksAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        return found.Succeeded
            ? Outcome.Of<IReadOnlyList<DashboardLink>>([.. (await store.LinksAsync(id, cancellationToken)).Where(link => link.Expires > time.GetUtcNow())])
            : found.Refusal;
    }

    /// <summary>Ends a link at once.</summary>
    public async Task<Outcome<string>> UnlinkAsync(string id, string link, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!await store.RemoveLinkAsync(id, link, cancellationToken))
        {
            return Refusal.NotFound("There is no such link any more.");
        }

        await TellAsync(found.Value, "unlinked", "can no longer be read by one of its links", actor, cancellationToken);
        return link;
    }

    /// <summary>What the secret of a link leads to; null when it is unknown or has ended.</summary>
    public async Task<LinkedDashboard?> FollowAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (secret.Length > 100 || await store.FindLinkAsync(ApiKey.HashOf(secret), cancellationToken) is not { } link || link.Expires <= time.GetUtcNow())
        {
            return null;
        }

        return await store.FindAsync(link.Dashboard, cancellationToken) is { } dashboard ? new LinkedDashboard(dashboard, link) : null;
    }

    /// <summary>The dashboards that the actor pinned.</summary>
    public Task<IReadOnlySet<string>> PinsAsync(Actor actor, CancellationToken cancellationToken = default) => store.PinsAsync(actor.Id, cancellationToken);

    /// <summary>Pins a dashboard to the actor's home page, or takes it off.</summary>
    public async Task<Outcome<Dashboard>> PinAsync(string id, bool pinned, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        if (found.Succeeded)
        {
            await store.PinAsync(actor.Id, id, pinned, cancellationToken);
            Changed?.Invoke(id);
        }

        return found;
    }

    /// <summary>Whether the actor may change it.</summary>
    public static bool MayChange(Dashboard dashboard, Actor actor) => actor.May(Permission.Monitor) && (actor.IsOperator || dashboard.OwnerId == actor.Id);

    /// <summary>Whether somebody may see a dashboard: of its feeds they still see only theirs.</summary>
    public static bool MaySee(Dashboard dashboard, Actor actor) => actor.May(Permission.ReadFeeds) && actor.May(Permission.UsePortal)
        && (actor.IsOperator || dashboard.OwnerId == actor.Id || dashboard.Sharing switch
        {
            DashboardSharing.Everyone => true,
            DashboardSharing.Team => actor.IsIn(dashboard.Team),
            _ => false,
        });

    private static Refusal NotFound(string id) => Refusal.NotFound($"There is no dashboard '{id}' that you may see.");

    private static string Words(DashboardSharing sharing, Dashboard dashboard) => sharing switch
    {
        DashboardSharing.Everyone => "everybody",
        DashboardSharing.Team => dashboard.Team is null ? "its owner, who is in no team" : $"the team {dashboard.Team}",
        _ => "its owner",
    };

    private static DashboardVersion VersionOf(Dashboard dashboard, Actor actor, DateTimeOffset now) =>
        new() { Dashboard = dashboard.Id, Number = dashboard.Version, Body = dashboard.Body, PublishedBy = actor.Name, Published = now };

    private async Task<Outcome<Dashboard>> FindOwnAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found.Succeeded && !MayChange(found.Value, actor)
            ? Refusal.Forbidden($"Only {found.Value.OwnerName} and operators change this dashboard: make one of your own from it.")
            : found;
    }

    private async Task<Outcome<Dashboard>> ChangeAsync(
        string id, int edition, Actor actor, Action<Dashboard> change, DashboardBody? body, CancellationToken cancellationToken)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (body?.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var dashboard = found.Value;
        if (dashboard.Edition != edition)
        {
            return Overtaken();
        }

        var before = dashboard.Version;
        change(dashboard);
        var version = dashboard.Version > before ? VersionOf(dashboard, actor, time.GetUtcNow()) : null;
        if (!await store.SaveAsync(dashboard, version, cancellationToken))
        {
            return Overtaken();
        }

        Changed?.Invoke(id);
        return dashboard;
    }

    private static Refusal Overtaken() => Refusal.Conflict("Somebody changed this dashboard in the meantime: look at it again, nothing of theirs was overwritten.");

    private async Task TellAsync(Dashboard dashboard, string verb, string what, Actor actor, CancellationToken cancellationToken)
    {
        Changed?.Invoke(dashboard.Id);
        var told = $"Dashboard '{dashboard.Body.Title}' {what}";
        if (dashboard.Sharing == DashboardSharing.Everyone)
        {
            await activity.RecordAsync(new ActivityEvent($"monitoring.dashboard.{verb}", told, Actor: actor.Name), cancellationToken);
        }

        await audit.RecordAsync(new AuditEvent($"monitoring.dashboard.{verb}", actor, AuditSubjects.Dashboard(dashboard.Id), told), cancellationToken);
    }
}
