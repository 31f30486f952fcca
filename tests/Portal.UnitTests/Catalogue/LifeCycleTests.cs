using Portal.Catalogue.Feeds;

namespace Portal.UnitTests.Catalogue;

public sealed class LifeCycleTests
{
    [Fact]
    public void Transitions_AreTheseAndNoOthers()
    {
        string[] allowed = [.. Enum.GetValues<LifeCycle>().SelectMany(LifeCycleRules.Next, (before, after) => $"{before} > {after}")];

        Assert.Equal(
            ["Proposed > Active", "Proposed > Retired", "Active > Deprecated", "Active > Retired", "Deprecated > Active", "Deprecated > Retired"],
            allowed);
    }

    [Fact]
    public void Check_OfEachPair_AgreesWithTheTransitions()
    {
        foreach (var from in Enum.GetValues<LifeCycle>())
        {
            foreach (var to in Enum.GetValues<LifeCycle>())
            {
                Assert.Equal(from == to || LifeCycleRules.Next(from).Contains(to), LifeCycleRules.Check(from, to) is null);
            }
        }
    }

    [Fact]
    public void Check_OfAStepThatIsNone_SaysWhatCanBeDone() => Assert.Equal(
        "A proposed feed cannot become deprecated, only active or retired.", LifeCycleRules.Check(LifeCycle.Proposed, LifeCycle.Deprecated));

    [Theory]
    [InlineData(LifeCycle.Proposed, false)]
    [InlineData(LifeCycle.Active, true)]
    [InlineData(LifeCycle.Deprecated, true)]
    [InlineData(LifeCycle.Retired, false)]
    public void TakesEntries_WhileItIsInUse(LifeCycle state, bool takes) => Assert.Equal(takes, LifeCycleRules.TakesEntries(state));
}
