using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Storage.Identity;
using Portal.TestKit;
using Portal.Web.Delivery;
using Portal.Web.Notifications;
using Portal.Web.Security;

namespace Portal.IntegrationTests.Access;

/// <summary>People are told: at the bell, by post, and in their own feed.</summary>
public sealed class NotificationsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Password = "correct horse battery";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IServiceProvider Services => portal.Host.Services;

    [Fact]
    public async Task Request_FromSubmittedToDeclined_TellsBothPeopleByEachWayTheyChose()
    {
        var (asker, askerActor) = await PersonAsync("Anna Asker", PortalRoles.Developer);
        var (decider, deciderActor) = await PersonAsync("Dora Decider", PortalRoles.Operator);
        await using var receiver = new LoopbackServer(_ => LoopbackServer.Http(200));
        var settings = Services.GetRequiredService<NotificationSettings>();
        Assert.Null((await settings.ChooseAsync(new NotificationWish(false, receiver.Address.ToString(), "a-long-secret"), deciderActor, Stop)).Refusal);
        var secret = (await settings.RenewFeedAsync(askerActor, Stop)).Value!;

        var id = await AskAsync(asker);
        await UntilAsync(() => Task.FromResult(receiver.Requests.Count > 0));
        using var declined = await decider.Http.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "decline", comment = "Not <b>now</b>" }, Stop);
        using var anonymous = portal.Host.Client(key: null);
        using var feed = await anonymous.GetAsync($"/notifications/feed/{secret}", Stop);
        var told = await asker.Http.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/notifications?unread=true", Stop);

        Assert.Equal(HttpStatusCode.OK, declined.StatusCode);
        Assert.Contains("X-Portal-Signature: t=", receiver.Requests[0], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Anna Asker asks for: new feed", receiver.Requests[0], StringComparison.Ordinal);
        Assert.Contains($"/approvals?id={id}", receiver.Requests[0], StringComparison.Ordinal);
        var entry = Assert.Single(XDocument.Parse(await feed.Content.ReadAsStringAsync(Stop)).Root!.Elements(Atom + "entry"));
        Assert.Equal("Dora Decider: Not <b>now</b>", entry.Element(Atom + "summary")!.Value);
        Assert.Equal(("application/atom+xml", "private, no-cache"), (feed.Content.Headers.ContentType?.MediaType, feed.Headers.CacheControl?.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal)));
        Assert.Equal("requestDeclined", told.GetProperty("items")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Feed_RenewedEndedOrOfSomebodyLockedOut_IsNotThere()
    {
        var (browser, actor) = await PersonAsync("Fay Feed", PortalRoles.Viewer);
        using var anonymous = portal.Host.Client(key: null);
        var settings = Services.GetRequiredService<NotificationSettings>();
        var old = (await settings.RenewFeedAsync(actor, Stop)).Value!;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(anonymous, old));

        var renewed = (await settings.RenewFeedAsync(actor, Stop)).Value!;
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await StatusAsync(anonymous, old), await StatusAsync(anonymous, renewed)));
        await LockAsync(actor.Id);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(anonymous, renewed));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(anonymous, "guessed"));
        browser.Dispose();
    }

    [Fact]
    public async Task Notifications_OfOthers_AreNotToBeReadOrMarked()
    {
        var (asker, _) = await PersonAsync("Olga One", PortalRoles.Developer);
        var (decider, deciderActor) = await PersonAsync("Odo Operator", PortalRoles.Operator);
        await AskAsync(asker);
        var theirs = (await Services.GetRequiredService<INotificationStore>().ListAsync(deciderActor.Id, unreadOnly: true, 1, Stop))[0].Id;

        using var stolen = await asker.Http.PostAsync($"/api/v1/notifications/{theirs}/read", null, Stop);
        using var own = await decider.Http.PostAsync($"/api/v1/notifications/{theirs}/read", null, Stop);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (stolen.StatusCode, own.StatusCode));
    }

    [Fact]
    public async Task Key_IsToldNothingAndChoosesNothing()
    {
        var settings = Services.GetRequiredService<NotificationSettings>();
        var key = (await Services.GetRequiredService<IApiKeyStore>().ListAsync(Stop))[0].ToActor();

        Assert.False((await settings.RenewFeedAsync(key, Stop)).Succeeded);
        Assert.False((await settings.ChooseAsync(new NotificationWish(false, "", ""), Actor.Anonymous, Stop)).Succeeded);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string secret)
    {
        using var answer = await client.GetAsync($"/notifications/feed/{secret}", Stop);
        return answer.StatusCode;
    }

    private static async Task<string> AskAsync(FormClient asker)
    {
        var draft = new { id = PortalFixture.NewId("told"), title = "Told", owner = "Tests", domain = "Tests", justification = "j" };
        using var asked = await asker.Http.PostAsJsonAsync("/api/v1/requests", draft, Stop);
        Assert.Equal(HttpStatusCode.Created, asked.StatusCode);
        return (await asked.JsonAsync()).GetProperty("id").GetString()!;
    }

    private async Task LockAsync(string id)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        await users.SetLockoutEndDateAsync((await users.FindByIdAsync(id))!, DateTimeOffset.MaxValue);
    }

    private async Task<(FormClient Browser, Actor Actor)> PersonAsync(string name, string role)
    {
        var email = $"{PortalFixture.NewId("person")}@example.org";
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = email, Email = email, DisplayName = name };
        Assert.True((await users.CreateAsync(user, Password)).Succeeded);
        await users.AddToRoleAsync(user, role);
        var browser = new FormClient(portal.Host);
        await browser.SignInAsync(email, Password);
        return (browser, new Actor { Id = user.Id, Name = name, Roles = new HashSet<string> { role } });
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "It did not happen in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }
}
