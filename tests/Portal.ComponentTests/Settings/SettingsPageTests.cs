using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests.Delegation;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Web.Delivery;
using Portal.Web.Features.Samples;
using Portal.Web.Features.Settings;
using Portal.Web.Notifications;

namespace Portal.ComponentTests.Settings;

public sealed class SettingsPageTests : DeskTest
{
    private readonly FakeKeys _keys = new();
    private readonly FakePeople _people = new();
    private readonly FakeSamples _samples = new();
    private readonly FakeTeams _teams = new();

    public SettingsPageTests()
    {
        Services.AddSingleton(new ApiKeys(_keys, new FakeActivity(), new FakeAudit(), Clock));
        Services.AddSingleton<IPeople>(_people);
        Services.AddSingleton(new Teams(_teams, new FakeAudit(), Clock));
        Services.AddSingleton<ISampleOrganisation>(_samples);
        var posts = new SignedPosts(Options.Create(new ChannelOptions()), new EphemeralDataProtectionProvider(), Clock);
        Services.AddSingleton(new NotificationSettings(
            Bench.Notifications, Bench.People, new Mailer(Options.Create(new MailOptions()), Clock), posts, new PortalAddress(new ConfigurationBuilder().Build(), new NoServer()), new FakeAudit(), Clock));
        Services.AddSingleton(new DeputyDesk(Bench.Deputies, Bench.People, Bench.Notifier, new FakeAudit(), Clock));
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("settings?tab=keys")]
    [InlineData("settings?tab=people")]
    [InlineData("settings?tab=samples")]
    public void Settings_OfAViewer_AreTheirOwnOnly(string address)
    {
        SignIn(Viewer);
        GoTo(address);

        var page = Render<SettingsPage>();

        Assert.Equal(["You", "Appearance", "How you are told"], page.FindAll("h2").Select(title => title.TextContent));
        Assert.Empty(page.FindAll(".tabs"));
    }

    [Fact]
    public async Task Notifications_OfAPerson_ShowTheFeedOnceAndItsSecretIsKeptAsAHash()
    {
        Bench.People.Add(Viewer);
        SignIn(Viewer);
        GoTo("settings");
        var page = Render<SettingsPage>();
        Assert.Contains("The portal has no mail server yet", page.Markup);

        await Button(page, "Make my feed").ClickAsync(new());

        var address = page.Find(".once code").TextContent;
        var choice = (await Bench.Notifications.FindChoiceAsync(Viewer.Id))!;
        Assert.Equal(NotificationChoice.HashOf(address[(address.LastIndexOf('/') + 1)..]), choice.FeedHash);
        await Button(page, "End it").ClickAsync(new());
        Assert.Null((await Bench.Notifications.FindChoiceAsync(Viewer.Id))!.FeedHash);
    }

    [Fact]
    public async Task Notifications_PostedNowhere_AreRefusedAtTheField()
    {
        Bench.People.Add(Viewer);
        SignIn(Viewer);
        GoTo("settings");
        var page = Render<SettingsPage>();

        await page.Find("input[aria-label='Address that is posted to']").InputAsync("nowhere");
        await Button(page, "Save").ClickAsync(new());

        Assert.Contains("A web address", page.Markup);
        Assert.Null(await Bench.Notifications.FindChoiceAsync(Viewer.Id));
    }

    [Fact]
    public async Task Deputies_Named_AreListedAndEnded()
    {
        Bench.People.Add(Operator, Developer);
        SignIn(Operator);
        GoTo("settings");
        var page = Render<SettingsPage>();
        await page.InvokeAsync(() => page.FindComponents<MudBlazor.MudSelect<string>>().Single(select => select.Instance.Label == "Who decides").Instance.ValueChanged.InvokeAsync(Developer.Id));
        await page.Find("input[aria-label='Last day']").InputAsync("2999-01-01");

        await Button(page, "Name").ClickAsync(new());
        Assert.Contains("At most 180 days", page.Markup);
        await page.Find("input[aria-label='Last day']").InputAsync(Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await Button(page, "Name").ClickAsync(new());

        Assert.Equal((Operator.Id, Developer.Id), (Bench.Deputies.Deputies.Single().Person, Bench.Deputies.Deputies.Single().Deputy));
        await page.Find("button[aria-label='End: Dev Developer for Otto Operator']").ClickAsync(new());
        Assert.Empty(Bench.Deputies.Deputies);
    }

    private sealed class NoServer : Microsoft.AspNetCore.Hosting.Server.IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public Task StartAsync<TContext>(Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    [Fact]
    public async Task Keys_Issued_ShowTheSecretOnceAndListTheKey()
    {
        var page = Operate("keys");
        Assert.Equal("NothingYet", page.Find(".empty").GetAttribute("data-empty"));
        await page.FindAll("input[type=text]")[0].ChangeAsync("Nightly job");
        await page.FindAll("input[type=text]")[2].ChangeAsync("orders, returns");

        await Button(page, "Issue").ClickAsync(new());

        var secret = page.Find(".once code").TextContent;
        Assert.Equal(ApiKey.HashOf(secret), Assert.Single(_keys.Keys).Hash);
        Assert.Contains("publisher · orders, returns", page.Find(".list").TextContent);
        await Button(page, "I have kept it").ClickAsync(new());
        Assert.DoesNotContain(secret, page.Markup);
    }

    [Fact]
    public async Task Keys_WithAWrongFeed_AreNotMade()
    {
        var page = Operate("keys");
        await page.FindAll("input[type=text]")[0].ChangeAsync("Nightly job");
        await page.FindAll("input[type=text]")[2].ChangeAsync("orders, Not An Id");

        await Button(page, "Issue").ClickAsync(new());

        Assert.Contains("'Not' is not a feed id", page.Markup);
        Assert.Empty(_keys.Keys);
    }

    [Fact]
    public void KeyForm_WithALastDay_EndsAfterIt()
    {
        var draft = new KeyForm { Name = "x", LastDay = "2027-12-31" }.ToDraft().Value!;

        Assert.Equal(new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), draft.Expires);
        Assert.Equal(["expires"], new KeyForm { Name = "x", LastDay = "31.12.2027" }.ToDraft().Refusal!.Errors.Keys);
        Assert.Equal(["expires"], new KeyForm { Name = "x", LastDay = "9999-12-31" }.ToDraft().Refusal!.Errors.Keys);
    }

    [Fact]
    public async Task People_Invited_ShowTheLinkOnce()
    {
        var page = Operate("people");
        await page.FindAll("input[type=text]")[0].ChangeAsync("Nadia Petrov");
        await page.Find("input[type=email]").ChangeAsync("nadia@example.org");

        await Button(page, "Invite").ClickAsync(new());

        Assert.Equal("http://localhost/account/choose-password?token=once", page.Find(".once code").TextContent);
        Assert.Contains("nadia@example.org", page.Find(".list").TextContent);
    }

    [Fact]
    public async Task People_Refused_ShowTheMessageAtItsField()
    {
        _people.Refusal = new Refusal(RefusalKind.Conflict, "email: taken", new Dictionary<string, string[]> { ["email"] = ["This address is taken."] });
        var page = Operate("people");

        await Button(page, "Invite").ClickAsync(new());

        Assert.Contains("This address is taken.", page.Markup);
    }

    [Fact]
    public async Task People_Changed_HaveTheRolesAndTeamsThatWereTicked()
    {
        _teams.Teams.Add(new Team { Id = "sales", Name = "Sales", Created = Now });
        var page = Operate("people");
        await page.FindAll("input[type=text]")[0].ChangeAsync("Nadia Petrov");
        await Button(page, "Invite").ClickAsync(new());
        await page.Find("button[aria-label='Change Nadia Petrov']").ClickAsync(new());
        await page.FindAll(".change fieldset label").Single(l => l.TextContent.Trim() == "Sales").QuerySelector("input")!.ChangeAsync(true);

        await Button(page, "Save").ClickAsync(new());

        Assert.Contains("Sales", page.Find(".list .dim").TextContent);
    }

    [Fact]
    public async Task Teams_Made_AreListed()
    {
        var page = Operate("teams");
        await page.FindAll("input[type=text]")[0].ChangeAsync("Sales");

        await Button(page, "Make it").ClickAsync(new());

        Assert.Equal("Sales", page.Find(".list .strong").TextContent);
    }

    [Fact]
    public async Task Samples_RemovedAfterConfirmation_AreGone()
    {
        SignIn(Operator);
        var dialogs = RenderDialogs();
        GoTo("settings?tab=samples");
        var page = Render<SettingsPage>();

        var removing = Button(page, "Remove the sample organisation").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog button");
        Assert.True(_samples.IsPresent);
        await dialogs.FindAll(".mud-dialog button").Single(button => button.TextContent.Trim() == "Remove").ClickAsync(new());
        await removing;

        Assert.False(_samples.IsPresent);
        Assert.Contains("Removed", page.Find("[role=status]").TextContent);
    }

    private IRenderedComponent<SettingsPage> Operate(string tab)
    {
        SignIn(Operator);
        GoTo($"settings?tab={tab}");
        return Render<SettingsPage>();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SettingsPage> page, string word) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == word);

    private sealed class FakePeople : IPeople
    {
        private readonly List<PersonAccount> _people = [];

        public Refusal? Refusal { get; set; }

        public Task<Outcome<IReadOnlyList<PersonAccount>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
            Task.FromResult(Outcome.Of<IReadOnlyList<PersonAccount>>([.. _people]));

        public Task<Outcome<string>> InviteAsync(PersonDraft person, Actor actor, CancellationToken cancellationToken = default)
        {
            if (Refusal is not null)
            {
                return Task.FromResult<Outcome<string>>(Refusal);
            }

            _people.Add(new PersonAccount("p1", person.Name, person.Email, person.Roles, person.Teams));
            return Task.FromResult<Outcome<string>>("account/choose-password?token=once");
        }

        public Task<Outcome<string>> ChangeAsync(
            string id, IReadOnlyList<string> roles, IReadOnlyList<string> teams, Actor actor, CancellationToken cancellationToken = default)
        {
            var at = _people.FindIndex(person => person.Id == id);
            _people[at] = _people[at] with { Roles = roles, Teams = teams };
            return Task.FromResult<Outcome<string>>(id);
        }

        public Task<Outcome<string>> ResetPasswordAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
            Task.FromResult<Outcome<string>>("account/choose-password?token=again");

        public Task<Outcome<string>> RemoveSecondFactorAsync(string id, Actor actor, CancellationToken cancellationToken = default) => Task.FromResult<Outcome<string>>(id);

        public Task<Outcome<string>> LockAsync(string id, bool locked, Actor actor, CancellationToken cancellationToken = default)
        {
            var at = _people.FindIndex(person => person.Id == id);
            _people[at] = _people[at] with { IsLocked = locked };
            return Task.FromResult<Outcome<string>>(id);
        }

        public Task<Outcome<string>> SignOutAsync(string id, Actor actor, CancellationToken cancellationToken = default) => Task.FromResult<Outcome<string>>(id);

        public Task<Outcome<string>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default) => Task.FromResult<Outcome<string>>(id);
    }

    private sealed class FakeSamples : ISampleOrganisation
    {
        public bool IsPresent { get; private set; } = true;

        public Task RemoveAsync(Actor actor)
        {
            IsPresent = false;
            return Task.CompletedTask;
        }
    }
}
