using Bunit;
using Portal.Catalogue.Requests.Policy;
using Portal.ComponentTests.Requests;
using Portal.Web.Features.Settings.Requests;

namespace Portal.ComponentTests.Settings;

public sealed class RequestPolicyPanelTests : DeskTest
{
    [Fact]
    public async Task Policy_Changed_IsSavedAsItIsShown()
    {
        SignIn(Operator);
        var panel = Render<RequestPolicyPanel>(p => p.Add(x => x.Actor, Operator));

        await panel.FindAll(".check button").First(button => button.TextContent.Trim() == "Blocking").ClickAsync(new());
        await Save(panel).ClickAsync(new());

        Assert.Equal(CheckMode.Blocking, Bench.PolicyStore.Policy!.ModeOf("name"));
        Assert.Contains("Saved", panel.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Policy_ThatCannotBe_SaysWhatIsWrongWhere()
    {
        SignIn(Operator);
        var panel = Render<RequestPolicyPanel>(p => p.Add(x => x.Actor, Operator));

        await panel.Find("textarea").InputAsync("Sales many");
        await Save(panel).ClickAsync(new());

        Assert.Contains("'Sales many'", panel.Find("[role=alert]").TextContent);
        Assert.Empty(Bench.PolicyStore.Policy!.AutoApprovals);
    }

    [Fact]
    public void Form_OfAPolicy_GivesTheSamePolicy()
    {
        var policy = new RequestPolicy
        {
            Checks = new Dictionary<string, CheckMode> { ["sample"] = CheckMode.Off },
            NamePattern = "[a-z]+",
            MaxRetentionDays = 30,
            AutoApprovals = [new AutoApproval("Sales and more", 3)],
            Revision = 4,
        };

        Assert.Equivalent(policy, new PolicyForm(policy).ToPolicy(), strict: true);
    }

    private static AngleSharp.Dom.IElement Save(IRenderedComponent<RequestPolicyPanel> panel) => panel.FindAll("button").Single(button => button.TextContent.Trim() == "Save");
}
