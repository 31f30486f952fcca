using Microsoft.AspNetCore.Http;
using Portal.FeedHost.Publishing;

namespace Portal.UnitTests.FeedHost;

public sealed class SlugTests
{
    [Theory]
    [InlineData("My First Order", "my-first-order")]
    [InlineData("The Beach at S%C3%A8te", "the-beach-at-sète")]
    [InlineData("  --a//b..c--  ", "a-b-c")]
    [InlineData("100%25 & %0D%0Amore", "100-more")]
    [InlineData("", null)]
    [InlineData("///", null)]
    [InlineData("%FF%FE", "ff-fe")]
    public void Slug_IsWhatCanStandInAnAddress(string header, string? slug)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Slug"] = header;

        Assert.Equal(slug, Slug.Of(request));
    }

    [Fact]
    public void Slug_IsShort()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Slug"] = new string('a', 5000);

        Assert.Equal(60, Slug.Of(request)!.Length);
    }
}
