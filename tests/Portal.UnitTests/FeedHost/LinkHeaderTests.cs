using Portal.FeedHost.Protocol;

namespace Portal.UnitTests.FeedHost;

public sealed class LinkHeaderTests
{
    [Fact]
    public void Of_SeveralLinks_JoinsThem() => Assert.Equal(
        "<http://x/a>; rel=\"self\", <http://x/b?c=1>; rel=\"next\"", LinkHeader.Of([new("http://x/a", "self"), new("http://x/b?c=1", "next")]));

    [Theory]
    [InlineData("http://x/a>; rel=\"evil\"", "<http://x/a%3E;%20rel=%22evil%22>; rel=\"self\"")]
    [InlineData("http://x/é\U0001F600", "<http://x/%C3%A9%F0%9F%98%80>; rel=\"self\"")]
    [InlineData("http://x/a\r\nSet-Cookie: b", "<http://x/a%0D%0ASet-Cookie:%20b>; rel=\"self\"")]
    public void Of_HostileAddress_CannotLeaveItsPlace(string href, string header) => Assert.Equal(header, LinkHeader.Of([new(href, "self")]));
}
