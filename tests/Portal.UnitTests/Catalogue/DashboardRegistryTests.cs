using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

public sealed class DashboardRegistryTests
{
    private static readonly Actor Owner = new() { Id = "o", Name = "Olga", Teams = new HashSet<string> { "Sales" }, Roles = new HashSet<string> { PortalRoles.Viewer } };
    private static readonly Actor Teammate = Owner with { Id = "t", Name = "Theo" };
    private static readonly Actor Stranger = Owner with { Id = "s", Name = "Sven", Teams = new HashSet<string> { "Ops" } };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeAuditTrail _audit = new();
    private readonly FakeActivityLog _activity = new();
    private readonly FakeDashboardStore _store = new();
    private readonly DashboardRegistry _registry;

    public DashboardRegistryTests() => _registry = new DashboardRegistry(_store, _activity, _audit, _time);

    [Theory]
    [InlineData(DashboardSharing.Private, true, false, false)]
    [InlineData(DashboardSharing.Team, true, true, false)]
    [InlineData(DashboardSharing.Everyone, true, true, true)]
    public async Task Find_SharedWith_IsSeenByThemAndNobodyElse(DashboardSharing sharing, bool owner, bool teammate, bool stranger)
    {
        var made = await MadeAsync();
        await _registry.ShareAsync(made.Id, sharing, made.Edition, Owner);

        var seen = new List<bool>();
        foreach (var actor in new[] { Owner, Teammate, Stranger, Actor.Anonymous })
        {
            seen.Add((await _registry.FindAsync(made.Id, actor)).Succeeded);
        }

        Assert.Equal([owner, teammate, stranger, false], seen);
    }

    [Fact]
    public async Task Changes_AreTakenDown_AndAreNewsOnlyWhereEverybodySeesThem()
    {
        var made = await MadeAsync();
        await _registry.ShareAsync(made.Id, DashboardSharing.Everyone, made.Edition, Owner);
        await _registry.RemoveAsync(made.Id, Owner);

        Assert.Equal(
            ["monitoring.dashboard.made", "monitoring.dashboard.shared", "monitoring.dashboard.removed"], _audit.Events.Select(e => e.Action));
        Assert.Equal(["monitoring.dashboard.shared", "monitoring.dashboard.removed"], _activity.Events.Select(e => e.Kind));
    }

    [Fact]
    public async Task Make_WithAKeyForReading_IsForbidden() =>
        Assert.Equal(RefusalKind.Forbidden, (await _registry.MakeAsync(Body("First"), Owner with { Scopes = new HashSet<string> { KeyScopes.Read } })).Refusal?.Kind);

    [Fact]
    public async Task Keep_ByAReader_IsForbidden()
    {
        var made = await MadeAsync();
        var shared = (await _registry.ShareAsync(made.Id, DashboardSharing.Everyone, made.Edition, Owner)).Value!;

        var kept = await _registry.KeepAsync(made.Id, Body("Mine now"), shared.Edition, Stranger);

        Assert.Equal(RefusalKind.Forbidden, kept.Refusal?.Kind);
    }

    [Fact]
    public async Task Keep_ThenPublish_ShowsReadersOnlyWhatWasPublished()
    {
        var made = await MadeAsync();
        var kept = (await _registry.KeepAsync(made.Id, Body("Draft"), made.Edition, Owner)).Value!;
        Assert.Equal(("First", "Draft", 1), (kept.Body.Title, kept.Draft?.Title, kept.Version));

        var published = (await _registry.PublishAsync(made.Id, kept.Draft!, kept.Edition, Owner)).Value!;

        Assert.Equal(("Draft", null, 2), (published.Body.Title, published.Draft?.Title, published.Version));
    }

    [Fact]
    public async Task Publish_OfAnEditionThatSomebodyChanged_OverwritesNothing()
    {
        var made = await MadeAsync();
        await _registry.KeepAsync(made.Id, Body("Theirs"), made.Edition, Actors.Operator);

        var late = await _registry.PublishAsync(made.Id, Body("Mine"), made.Edition, Owner);

        Assert.Equal((RefusalKind.Conflict, "Theirs"), (late.Refusal!.Kind, (await _registry.FindAsync(made.Id, Owner)).Value!.Draft?.Title));
    }

    [Fact]
    public async Task Restore_AnEarlierVersion_MakesItTheDraft()
    {
        var made = await MadeAsync();
        var second = (await _registry.PublishAsync(made.Id, Body("Second"), made.Edition, Owner)).Value!;

        var restored = (await _registry.RestoreAsync(made.Id, 1, second.Edition, Owner)).Value!;

        Assert.Equal(("Second", "First"), (restored.Body.Title, restored.Draft?.Title));
    }

    [Fact]
    public async Task Follow_ALink_LeadsThereUntilItEnds()
    {
        var made = await MadeAsync();
        var link = (await _registry.LinkAsync(made.Id, TimeSpan.FromDays(1), Owner)).Value!;

        Assert.Equal((made.Id, Owner.Id), (await _registry.FollowAsync(link.Secret) is { } found ? (found.Dashboard.Id, found.Link.MadeById) : default));
        Assert.Null(await _registry.FollowAsync(link.Link.Id));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await _registry.FollowAsync(link.Secret));
    }

    [Fact]
    public async Task Unlink_EndsALinkAtOnce()
    {
        var made = await MadeAsync();
        var link = (await _registry.LinkAsync(made.Id, TimeSpan.FromDays(1), Owner)).Value!;

        await _registry.UnlinkAsync(made.Id, link.Link.Id, Owner);

        Assert.Null(await _registry.FollowAsync(link.Secret));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public async Task Link_ForATimeThatDoesNotFit_IsRefusedWithTheField(int days)
    {
        var made = await MadeAsync();

        var link = await _registry.LinkAsync(made.Id, TimeSpan.FromDays(days), Owner);

        Assert.Equal(["lasts"], link.Refusal!.Errors.Keys);
    }

    public static TheoryData<string, DashboardBody> Wrong => new()
    {
        { "title", Body(" ") },
        { "tiles[0].columns", Body("x", Tile("a") with { Columns = 2 }) },
        { "tiles[0].columns", Body("x", Tile("a") with { Columns = 13 }) },
        { "tiles[1].text", Body("x", Tile("a"), Tile("b") with { Kind = TileKind.Text }) },
        { "tiles[0].target", Body("x", Tile("a") with { Target = double.NaN }) },
        { "tiles", Body("x", Tile("a"), Tile("a")) },
        { "tiles", Body("x", [.. Enumerable.Range(0, 41).Select(i => Tile($"t{i}"))]) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Make_WithWhatDoesNotFit_NamesTheField(string field, DashboardBody body)
    {
        var made = await _registry.MakeAsync(body, Owner);

        Assert.Equal([field], made.Refusal!.Errors.Keys);
        Assert.Empty(_store.Dashboards);
    }

    private static DashboardBody Body(string title, params DashboardTile[] tiles) => new() { Title = title, Tiles = tiles };

    private static DashboardTile Tile(string id) => new() { Id = id, Kind = TileKind.Number };

    private async Task<Dashboard> MadeAsync() => (await _registry.MakeAsync(Body("First", Tile("a")), Owner)).Value!;
}
