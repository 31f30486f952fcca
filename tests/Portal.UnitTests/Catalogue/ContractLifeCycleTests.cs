using Portal.Catalogue.Contracts;

namespace Portal.UnitTests.Catalogue;

public sealed class ContractLifeCycleTests
{
    [Fact]
    public void Allows_EveryPairOfStates_IsThisTable()
    {
        var states = Enum.GetValues<ContractState>();

        var allowed = states.SelectMany(from => states.Where(to => ContractLifeCycle.Allows(from, to)).Select(to => $"{from} -> {to}"));

        Assert.Equal(
            ["Draft -> Published", "Published -> Deprecated", "Deprecated -> Published", "Deprecated -> Retired"], allowed);
    }
}
