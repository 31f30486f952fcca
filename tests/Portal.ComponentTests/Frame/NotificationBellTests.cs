using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.TestKit;
using Portal.Web.Frame;

namespace Portal.ComponentTests.Frame;

public sealed class NotificationBellTests : ComponentTest
{
    private readonly FakeNotificationStore _store = new();
    private readonly Notifier _notifier;

    public NotificationBellTests()
    {
        _notifier = new Notifier(_store, Clock);
        Services.AddSingleton(new NotificationDesk(_store, _notifier, Clock));
        AddAuthorization().SetAuthorized("Marta Keller").SetRoles(PortalRoles.Developer)
            .SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, "marta"));
    }

    [Fact]
    public void Bell_WithNothing_HasNoBadge()
    {
        var bell = Render<NotificationBell>();

        Assert.Equal("Notifications", bell.Find("button.bell").GetAttribute("aria-label"));
        Assert.Empty(bell.FindAll(".badge"));
        Assert.Contains("Nothing yet", bell.Find("#bell").TextContent);
    }

    [Fact]
    public async Task Bell_ToldSomething_CountsAtOnce()
    {
        var bell = Render<NotificationBell>();

        await _notifier.TellAsync([Notice("marta", "Approved: returns"), Notice("somebody", "Not hers")]);

        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".badge").TextContent));
        Assert.Equal(["Approved: returns"], bell.FindAll("#bell li a").Select(link => link.TextContent));
    }

    [Theory]
    [InlineData("marta")]
    [InlineData(null)]
    public async Task Bell_WhenAnotherNodeToldHer_CountsAtOnce(string? heard)
    {
        var bell = Render<NotificationBell>();
        await new Notifier(_store, Clock).TellAsync([Notice("marta", "Approved: returns")]);
        Assert.Empty(bell.FindAll(".badge"));

        _notifier.Tell(heard);

        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".badge").TextContent));
    }

    [Fact]
    public async Task Bell_Pressed_MarksAllAsRead()
    {
        await _notifier.TellAsync([Notice("marta", "One"), Notice("marta", "Two")]);
        var bell = Render<NotificationBell>();
        Assert.Equal("Notifications, 2 unread", bell.Find("button.bell").GetAttribute("aria-label"));

        await bell.Find("#bell .head button").ClickAsync(new());

        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".badge")));
    }

    private static Notice Notice(string person, string title) => new(person, NotificationKind.RequestApproved, title, "", "requests/1");
}
