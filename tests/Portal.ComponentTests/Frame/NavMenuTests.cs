using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Frame;

namespace Portal.ComponentTests.Frame;

public sealed class NavMenuTests : ComponentTest
{
    private readonly FakeBadges _badges = new();
    private readonly BunitAuthorizationContext _authorization;

    public NavMenuTests()
    {
        Services.AddSingleton<INavBadges>(_badges);
        _authorization = AddAuthorization();
    }

    [Theory]
    [InlineData("viewer", "Home, Catalogue, Live, Dashboards, KPIs, Processes, Alerts, Requests, Settings")]
    [InlineData("developer", "Home, Catalogue, Live, Dashboards, KPIs, Processes, Alerts, Requests, Health, Settings")]
    [InlineData("publisher", "Home, Catalogue, Live, Dashboards, KPIs, Processes, Alerts, Requests, Settings")]
    [InlineData("operator", "Home, Catalogue, Live, Dashboards, KPIs, Processes, Alerts, Requests, Approvals, Health, Audit, Settings")]
    public void NavMenu_OfARole_ShowsWhatThatRoleHas(string role, string entries)
    {
        _authorization.SetAuthorized("Nadia Petrov").SetRoles(role);

        var menu = Render<NavMenu>();

        Assert.Equal(entries, string.Join(", ", menu.FindAll("a").Select(link => link.TextContent.Trim())));
    }

    [Fact]
    public void NavMenu_OfAStranger_ShowsNoEntryThatNeedsAnAccount()
    {
        var menu = Render<NavMenu>();

        Assert.Equal(["Home"], menu.FindAll("a").Select(link => link.TextContent.Trim()));
    }

    [Fact]
    public void NavMenu_WithCounts_ShowsThemAndFollowsChanges()
    {
        _authorization.SetAuthorized("Marta Keller").SetRoles("operator");
        _badges.Counts = new NavCounts(0, 6);
        var menu = Render<NavMenu>();
        Assert.Equal(["6 waiting"], menu.FindAll(".count").Select(count => count.TextContent));

        _badges.Counts = new NavCounts(2, 5);
        _badges.Raise();

        menu.WaitForAssertion(() => Assert.Equal(["2 of yours open", "5 waiting"], menu.FindAll(".count").Select(count => count.TextContent)));
    }

    [Fact]
    public void NavMenu_OfAReader_NamesThemAndTheirRoles()
    {
        _authorization.SetAuthorized("Marta Keller").SetRoles("developer", "operator");

        Assert.Equal("Marta KellerOperator, Developer", Render<NavMenu>().Find(".reader").TextContent.Trim());
    }
}
