using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Ownership;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;
using Portal.ComponentTests.Fakes;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Catalogue;
using Portal.TestKit;
using Portal.Web.Security;

namespace Portal.ComponentTests.Requests;

/// <summary>A desk with requests in memory, and somebody in front of it.</summary>
public abstract class DeskTest : ComponentTest
{
    private protected static readonly Actor Developer = Of("dev", "Dev Developer", PortalRoles.Developer);
    private protected static readonly Actor Operator = Of("op", "Otto Operator", PortalRoles.Operator);
    private protected static readonly Actor Viewer = Of("view", "Vera Viewer", PortalRoles.Viewer);

    private protected FakeFeeds Feeds { get; } = new();

    private protected RequestBench Bench { get; }

    private protected FakeRequestStore Store => Bench.Store;

    private protected RequestDesk Desk => Bench.Desk;

    private protected DecisionDesk Decisions => Bench.Decisions;

    private protected FakeSources Sources { get; } = new();

    private protected CredentialVault Vault { get; } = new(new EphemeralDataProtectionProvider());

    protected DeskTest()
    {
        Services.AddSingleton(new CredentialDesk(Vault, Clock));
        Services.AddSingleton(new FeedPreviews(Sources, new FeedPageReader()));
        Bench = new RequestBench(Feeds, new FakeContracts(), new FakeKeys(), new FakeTeams(), new FakeActivity(), new FakeAudit(), Clock);
        Services.AddSingleton(Bench.Desk);
        Services.AddSingleton(Bench.Decisions);
        Services.AddSingleton(Bench.Policies);
        Services.AddSingleton(Bench.Changes);

        // The feeds of tests are as old as can be: what is to be confirmed is for the tests of that.
        Bench.PolicyStore.Policy = RequestPolicy.Default with { AttestMonths = null };
        Services.AddSingleton(new OwnershipDesk(Bench.Registry, Feeds, Bench.People, Bench.Policies, Bench.Desk, Bench.Changes, new FakeAudit(), Clock));
        Services.AddSingleton(new FeedRegistry(Feeds, new AccessControl(Clock), new CatalogueChanges(), new FakeActivity(), new FakeAudit(), Clock));
    }

    private protected static RequestDraft Draft(string id) => new()
    {
        Id = id,
        Title = "Title of " + id,
        Owner = "Sales team",
        Domain = "Sales",
        Justification = "It is needed",
    };

    private protected void SignIn(Actor actor)
    {
        AddAuthorization().SetAuthorized(actor.Name).SetRoles([.. actor.Roles]);
        Services.AddSingleton<ICurrentActor>(new FakeActor(Task.FromResult(actor)));
    }

    /// <summary>Somebody of whom is not known yet who it is.</summary>
    private protected void SignIn(Task<Actor> actor) => Services.AddSingleton<ICurrentActor>(new FakeActor(actor));

    private protected void GoTo(string path) => Services.GetRequiredService<BunitNavigationManager>().NavigateTo(path);

    private protected string Address => Services.GetRequiredService<BunitNavigationManager>().Uri;

    private protected async Task<FeedRequest> AskAsync(string id, Actor actor, RequestDraft? draft = null) =>
        (await Desk.SubmitAsync(draft ?? Draft(id), actor)).Value!;

    /// <summary>A request as it is by now.</summary>
    private protected async Task<FeedRequest> NowAsync(FeedRequest request) => (await Store.FindAsync(request.Id))!;

    private static Actor Of(string id, string name, string role) => new() { Id = id, Name = name, Roles = new HashSet<string> { role } };
}
