using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Comparison;

public sealed class CompatibilityRulesTests
{
    private static readonly ContractChange Producers = new("/p", ContractChangeKind.BecameRequired, true, false, null, null, "p");
    private static readonly ContractChange Consumers = new("/c", ContractChangeKind.BecameOptional, false, true, null, null, "c");
    private static readonly ContractChange Open = new("/o", ContractChangeKind.PropertyAdded, true, true, null, null, "o") { OnlyUndeclared = true };

    [Theory]
    [InlineData(CompatibilityMode.None)]
    [InlineData(CompatibilityMode.Backward, "/p")]
    [InlineData(CompatibilityMode.BackwardTransitive, "/p")]
    [InlineData(CompatibilityMode.Forward, "/c")]
    [InlineData(CompatibilityMode.ForwardTransitive, "/c")]
    [InlineData(CompatibilityMode.Full, "/p", "/c")]
    [InlineData(CompatibilityMode.FullTransitive, "/p", "/c")]
    public void Forbidden_EachMode_KeepsWhatItPromises(CompatibilityMode mode, params string[] paths) =>
        Assert.Equal(paths, CompatibilityRules.Forbidden(mode, [Producers, Consumers, Open]).Select(change => change.Path));

    [Fact]
    public void NeedMajor_BreakingWithinAMajorVersion_IsRefused()
    {
        Assert.Equal([Producers, Consumers], CompatibilityRules.NeedMajor(1, 1, [Producers, Consumers, Open]));
        Assert.Equal([], CompatibilityRules.NeedMajor(1, 2, [Producers, Consumers, Open]));
    }

    [Fact]
    public void Forbidden_Transitive_LooksAtEveryEarlierVersion()
    {
        // The middle version let numbers in, so the first is broken only when all are looked at.
        ICompiledContract first = Comparisons.Json("""{"type":"string"}"""), middle = Comparisons.Json("""{"type":"number"}"""), next = Comparisons.Json("""{"type":"number","title":"N"}""");

        Assert.Equal([], CompatibilityRules.Forbidden(CompatibilityMode.Backward, [middle, first], next));
        Assert.Equal(["TypeChanged PC"], Comparisons.Short(CompatibilityRules.Forbidden(CompatibilityMode.BackwardTransitive, [middle, first], next)));
    }
}
