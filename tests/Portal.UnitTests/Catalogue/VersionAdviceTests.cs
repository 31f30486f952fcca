using Portal.Catalogue.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.UnitTests.Catalogue;

public sealed class VersionAdviceTests
{
    private static readonly ContractChange Breaking = new("/id", ContractChangeKind.PropertyRemoved, true, false, "string", null, "Why.");
    private static readonly ContractChange Undeclared = new("/note", ContractChangeKind.PropertyAdded, true, false, null, "string", "Why.") { OnlyUndeclared = true };
    private static readonly ContractChange Words = new("/id", ContractChangeKind.DocumentationChanged, false, false, "a", "b", "Why.");

    public static TheoryData<ContractChange[], VersionBump> Changes => new()
    {
        { [], VersionBump.Patch },
        { [Words], VersionBump.Patch },
        { [Words, Undeclared], VersionBump.Minor },
        { [Words, Undeclared, Breaking], VersionBump.Major },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void BumpFor_Changes_IsTheSmallestNumberThatTellsThem(ContractChange[] changes, VersionBump bump) =>
        Assert.Equal(bump, VersionAdvice.BumpFor(changes));

    [Theory]
    [InlineData(VersionBump.Major, "3.0.0")]
    [InlineData(VersionBump.Minor, "2.5.0")]
    [InlineData(VersionBump.Patch, "2.4.8")]
    public void Next_Bump_GrowsItsNumberAndClearsTheRest(VersionBump bump, string next) =>
        Assert.Equal(SemanticVersion.Parse(next), VersionAdvice.Next(new SemanticVersion(2, 4, 7), bump));

    [Fact]
    public void Next_WithoutAVersion_IsTheFirst() => Assert.Equal(new SemanticVersion(1, 0, 0), VersionAdvice.Next(null, VersionBump.First));
}
