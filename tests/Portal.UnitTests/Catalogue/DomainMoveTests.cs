using FsCheck.Xunit;
using Portal.Catalogue.Domains;

namespace Portal.UnitTests.Catalogue;

public sealed class DomainMoveTests
{
    private static readonly IReadOnlyList<DomainPlace> Places =
        [new("Sales"), new("Sales", "Orders"), new("Sales", "Returns"), new("Finance"), new("HR")];

    [Theory]
    [InlineData("Sales", null, "Commerce", null, "Sales", "Orders", "Commerce", "Orders")]
    [InlineData("Sales", null, "Finance", null, "Sales", null, "Finance", null)]
    [InlineData("Sales", "Orders", "Finance", "Orders", "Sales", "Orders", "Finance", "Orders")]
    [InlineData("Sales", "Orders", "Sales", "Ordering", "sales", "orders", "Sales", "Ordering")]
    [InlineData("Sales", "Orders", "Sales", null, "Sales", "Orders", "Sales", null)]
    [InlineData("HR", null, "Finance", "People", "HR", null, "Finance", "People")]
    public void Of_APlaceThatMoves_IsWhereItGoes(
        string from, string? fromPart, string to, string? toPart, string domain, string? part, string expected, string? expectedPart) =>
        Assert.Equal(
            new DomainPlace(expected, expectedPart),
            new DomainMove(new DomainPlace(from, fromPart), new DomainPlace(to, toPart)).Of(new DomainPlace(domain, part)));

    [Theory]
    [InlineData("Sales", "Orders", "Sales", null)]
    [InlineData("Sales", "Orders", "Sales", "Returns")]
    [InlineData("Sales", null, "Finance", null)]
    public void Of_APlaceThatIsNotMeant_IsNull(string from, string? fromPart, string domain, string? part) =>
        Assert.Null(new DomainMove(new DomainPlace(from, fromPart), new DomainPlace("New")).Of(new DomainPlace(domain, part)));

    [Fact]
    public void Check_OfADomainWithPartsThatWouldBecomeAPart_IsRefused() =>
        Assert.Equal(["to.subdomain"], new DomainMove(new DomainPlace("Sales"), new DomainPlace("Finance", "Sales")).Check(Places)?.Errors.Keys);

    [Fact]
    public void Check_OfAPlaceThatIsNotThere_IsNotFound() =>
        Assert.Equal(Portal.Catalogue.RefusalKind.NotFound, new DomainMove(new DomainPlace("Gone"), new DomainPlace("Sales")).Check(Places)?.Kind);

    [Fact]
    public void Check_OfAChangeOfCaseAlone_IsARename() => Assert.Null(new DomainMove(new DomainPlace("Sales"), new DomainPlace("SALES")).Check(Places));

    // Whatever is moved where: nothing is lost, and nothing stays behind in a place that was emptied.
    [Property]
    public bool Of_AnyMove_LeavesNothingBehind(byte from, byte to, bool asPart)
    {
        var source = Places[from % Places.Count];
        var target = asPart ? new DomainPlace(Places[to % Places.Count].Domain, "Other") : Places[to % Places.Count];
        var move = new DomainMove(source, target);
        if (move.Check(Places) is not null)
        {
            return true;
        }

        var after = Places.Select(place => move.Of(place) ?? place).ToList();
        return after.Count == Places.Count && (source.Is(target) || !after.Any(place => place.Is(source) && !place.Is(target)));
    }
}
