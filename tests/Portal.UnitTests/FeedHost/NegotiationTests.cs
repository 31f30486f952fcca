using Portal.FeedHost.Protocol;
using Portal.Syndication;

namespace Portal.UnitTests.FeedHost;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("*/*", true)]
    [InlineData("application/*", true)]
    [InlineData("application/atom+xml", true)]
    [InlineData("Application/Atom+XML", true)]
    [InlineData("application/atom+xml;type=feed", true)]
    [InlineData("application/atom+xml;charset=utf-8;q=0.1", true)]
    [InlineData("application/xml", true)]
    [InlineData("text/xml", true)]
    [InlineData("application/*+xml", true)]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", true)]
    [InlineData("image/png", false)]
    [InlineData("text/html", false)]
    [InlineData("text/plain, image/*", false)]
    [InlineData("application/atom+xml;q=0", false)]
    [InlineData("application/atom+xml;q=0, */*", false)]
    [InlineData("*/*;q=0", false)]
    [InlineData("*/*;q=0, application/atom+xml", true)]
    [InlineData("application/*;q=0, text/*;q=0, */*", false)]
    [InlineData("application/*;q=0, */*", true)]
    [InlineData("text/xml, */*;q=0", true)]
    [InlineData("application/xml;q=0, application/atom+xml", true)]
    [InlineData("this is not a media range", true)]
    public void Accepts_Atom_AsTheHeaderSays(string? accept, bool accepted) =>
        Assert.Equal(accepted, Negotiation.Accepts(Requests.Get("/feeds/orders", accept), MediaTypes.Atom));

    [Theory]
    [InlineData("application/atomsvc+xml", true)]
    [InlineData("application/atom+xml", true)]
    [InlineData("application/atomsvc+xml;q=0, application/atom+xml", false)]
    [InlineData("application/json", false)]
    public void Accepts_ServiceDocument_AsTheHeaderSays(string accept, bool accepted) =>
        Assert.Equal(accepted, Negotiation.Accepts(Requests.Get("/feeds", accept), MediaTypes.AtomService));

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("application/xml", true)]
    [InlineData("application/atom+xml, text/xml", true)]
    [InlineData("application/atom+xml, application/json", false)]
    [InlineData("application/atom+xml, application/json;q=0", true)]
    [InlineData("application/atom+xml, */*;q=0.1", false)]
    public void AcceptsOnlyXml_AsTheHeaderSays(string? accept, bool only) =>
        Assert.Equal(only, Negotiation.AcceptsOnlyXml(Requests.Get("/feeds/orders", accept)));
}
