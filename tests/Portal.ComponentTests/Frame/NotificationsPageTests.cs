using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Notifications;
using Portal.ComponentTests.Requests;
using Portal.Web.Features.Notifications;

namespace Portal.ComponentTests.Frame;

public sealed class NotificationsPageTests : DeskTest
{
    public NotificationsPageTests() => Services.AddSingleton(new NotificationDesk(Bench.Notifications, Bench.Notifier, Clock));

    [Fact]
    public void Page_WithNothing_SaysSo()
    {
        SignIn(Developer);

        Assert.Equal("NothingYet", Render<NotificationsPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Page_ThatCannotBeRead_SaysSo()
    {
        SignIn(Developer);
        Bench.Notifications.Failure = new InvalidOperationException();

        Assert.Contains("could not be read", Render<NotificationsPage>().Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Page_MarkedAsRead_ShowsNothingUnread()
    {
        SignIn(Developer);
        await Bench.Notifier.TellAsync(
            [new Notice(Developer.Id, NotificationKind.Comment, "Older", "<b>text</b>", "a"), new Notice(Developer.Id, NotificationKind.Mention, "Newer", "", "b")]);
        GoTo("notifications?show=unread");
        var page = Render<NotificationsPage>();
        Assert.Equal(["Newer", "Older"], page.FindAll("li a").Select(link => link.TextContent));
        Assert.Contains("<b>text</b>", page.FindAll("li")[1].TextContent);

        await page.FindAll("li button")[0].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["Older"], page.FindAll("li a").Select(link => link.TextContent)));
        await page.FindAll("li button")[0].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("NoMatch", page.Find(".empty").GetAttribute("data-empty")));
    }
}
