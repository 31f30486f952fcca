using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Events;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

public sealed class RequestRiskTests
{
    private static readonly RequestDraft New = new() { Id = "returns", Title = "T", Owner = "Sales", Domain = "Sales", Justification = "j" };

    [Fact]
    public async Task Risk_OfANewFeedWithFailedChecks_NamesThemOnly() =>
        Assert.Equal((RiskLevel.Medium, "4 checks did not pass"), await RiskAsync(New));

    [Fact]
    public async Task Risk_OfContentAboutPeopleForEverybody_IsHigh() => Assert.Equal(
        (RiskLevel.High, "The content is about people; Everybody may read it; 5 checks did not pass"),
        await RiskAsync(New with { Classification = Classification.PersonalData, Visibility = FeedVisibility.Public }));

    [Fact]
    public async Task Risk_OfAccessToConfidentialContentWithAnEnd_IsMedium() => Assert.Equal(
        (RiskLevel.Medium, "The content is confidential"),
        await RiskAsync(
            new RequestDraft { Kind = RequestKind.Access, Id = "secret", Justification = "j", Until = DateTimeOffset.MaxValue },
            Feed(Classification.Confidential, FeedVisibility.Restricted)));

    [Fact]
    public async Task Risk_OfARetirement_IsHigh() => Assert.Equal(
        (RiskLevel.High, "Whoever reads the feed gets nothing more"),
        await RiskAsync(new RequestDraft { Kind = RequestKind.Retire, Id = "old", Justification = "j" }, Feed(Classification.Internal, FeedVisibility.Internal), "old"));

    private static Feed Feed(Classification classification, FeedVisibility visibility) => new()
    {
        Id = FeedId.Parse("secret"),
        Title = "t",
        Owner = "Sales",
        Domain = "d",
        Visibility = visibility,
        Channel = new FeedChannel.Hosted(),
        Created = default,
        Changed = default,
        Details = new FeedDetails { Classification = classification },
    };

    private static async Task<(RiskLevel Level, string Reasons)> RiskAsync(RequestDraft draft, Feed? target = null, string? known = null)
    {
        var feeds = new FakeFeedStore();
        if (known is not null)
        {
            feeds.Feeds[FeedId.Parse(known)] = new Feed { Id = FeedId.Parse(known), Title = "t", Owner = "Sales", Domain = "d", Channel = new FeedChannel.Hosted(), Created = default, Changed = default };
        }

        var bench = new RequestBench(feeds, new FakeContractStore(), new FakeKeyStore(), new FakeTeamStore(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());
        var request = await bench.Desk.SubmitAsync(draft, Actors.Of("dev", PortalRoles.Developer));
        Assert.True(request.Succeeded, request.Refusal?.Detail);
        var risk = RequestRisk.Of(request.Value, target);
        return (risk.Level, string.Join("; ", risk.Reasons));
    }
}
