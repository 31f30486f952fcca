using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Features.Kpis;

namespace Portal.ComponentTests.Monitoring;

/// <summary>What is on the screen is what is saved.</summary>
public sealed class RuleFormTests
{
    [Fact]
    public void Form_WithAStepThatIsNotFilledIn_SaysWhichInPlaceOfLeavingItOut()
    {
        var form = new RuleForm { Kind = RuleKind.Sequence };
        (form.Steps[0].Feed, form.Steps[0].Key) = ("orders", "/number");
        (form.Steps[1].Feed, form.Steps[1].Key) = ("shipments", "/order");
        Assert.Empty(form.Problems());

        form.Steps.Add(new StepRow { Feed = "invoices" });

        Assert.Equal(["Step 3 wants a feed and a business key."], form.Problems()["definition.steps"]);
    }

    [Fact]
    public void Form_OfARuleWithConditionsOnXml_KeepsThemSo()
    {
        var where = new FieldCondition(EntryField.Xml("/shipment/carrier"), Comparison.Is, "DHL");
        var rule = new AlertRule
        {
            Id = "r",
            Title = "Silent",
            CreatedBy = "o",
            CreatedByName = "Otto",
            Created = default,
            Changed = default,
            Definition = new RuleDefinition { Kind = RuleKind.Silence, Feeds = [Portal.Events.FeedId.Parse("shipments")], Where = [where], Within = TimeSpan.FromMinutes(5) },
        };

        var form = RuleForm.Of(rule);

        Assert.True(form.IsXml);
        Assert.Equal(where.Field, form.ToDraft().Definition!.Where[0].Field);
    }
}
