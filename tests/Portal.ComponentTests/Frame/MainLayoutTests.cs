using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Notifications;
using Portal.TestKit;
using Portal.Web.Frame;
using Portal.Web.Shared.States;

namespace Portal.ComponentTests.Frame;

public sealed class MainLayoutTests : ComponentTest
{
    private readonly FakeStatus _status = new();

    public MainLayoutTests()
    {
        Services.AddSingleton<INavBadges>(new FakeBadges());
        Services.AddSingleton<IFrameStatus>(_status);
        Services.AddSingleton<IPortalSearch>(new FakeSearch());
        var told = new FakeNotificationStore();
        Services.AddSingleton(new NotificationDesk(told, new Notifier(told, Clock), Clock));
        AddAuthorization().SetAuthorized("Marta Keller").SetRoles("operator");
    }

    [Fact]
    public void Layout_OverACircuit_IsMarkedInteractive() =>
        Assert.Equal("true", RenderLayout(Text("page")).Find(".frame").GetAttribute("data-interactive"));

    [Fact]
    public void Layout_WhilePrerendered_IsNotMarked() =>
        Assert.Null(RenderLayout(Text("page"), interactive: false).Find(".frame").GetAttribute("data-interactive"));

    [Fact]
    public void Layout_OfAPage_HasLandmarksAndASkipLinkToItsContent()
    {
        var layout = RenderLayout(Text("page"));

        Assert.Equal("page", layout.Find("main#main").TextContent.Trim());
        Assert.EndsWith("#main", layout.Find("a.skip").GetAttribute("href"));
        Assert.Equal("Main", layout.Find("nav").GetAttribute("aria-label"));
    }

    [Fact]
    public void Layout_OfAPageThatThrows_ShowsTheErrorAndKeepsTheFrame()
    {
        var layout = RenderLayout(builder =>
        {
            builder.OpenComponent<Broken>(0);
            builder.CloseComponent();
        });

        Assert.Contains("This page ran into an error", layout.Find("main [role=alert]").TextContent);
        Assert.NotEmpty(layout.FindAll("nav a"));
        Assert.DoesNotContain("secret detail", layout.Markup);
    }

    [Fact]
    public void Layout_StatusChanges_AreShown()
    {
        _status.HasSampleData = true;
        var layout = RenderLayout(Text("page"));
        Assert.Contains("Sample data", layout.Markup);

        _status.Set(new LiveSignal(PortalState.Late, "1,200 entries behind"));

        layout.WaitForAssertion(() => Assert.Equal("1,200 entries behind", layout.Find(".st.late").TextContent));
    }

    [Fact]
    public void Layout_SignOut_IsAPostWithAnAntiforgeryField()
    {
        var form = RenderLayout(Text("page")).Find("#user-menu form");

        Assert.Equal(("post", "account/sign-out"), (form.GetAttribute("method"), form.GetAttribute("action")));
    }

    private IRenderedComponent<MainLayout> RenderLayout(RenderFragment body, bool interactive = true)
    {
        SetRendererInfo(new RendererInfo(interactive ? "Server" : "Static", interactive));
        return Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, body));
    }

    private static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private sealed class Broken : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("secret detail");
    }
}
