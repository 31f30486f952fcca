using Portal.Web.Features.Contracts;

namespace Portal.ComponentTests.Feeds;

public sealed class SchemaCutTests
{
    [Theory]
    [InlineData("<a>\n  <b c='>'/>\n  <d/>\n</a>", 2, 4, "<a>\n  \n  <d/>\n</a>")]
    [InlineData("<a><b><c/>text</b><d/></a>", 1, 5, "<a><d/></a>")]
    [InlineData("<a><b/></a>", 1, 5, "<a></a>")]
    [InlineData("<a><b/><!-- kept --></a>", 1, 5, "<a><!-- kept --></a>")]
    [InlineData("<a>\r\n<b/>\r\nx</a>", 2, 2, "<a>\r\n\r\nx</a>")]
    public void Without_AnElement_LeavesTheRestAsItWas(string text, int line, int position, string rest) =>
        Assert.Equal(rest, SchemaCut.Without(text, line, position));

    [Theory]
    [InlineData("<a><b/></a>", 1, 4)]
    [InlineData("<a><b", 1, 5)]
    public void Without_WhatIsNotThere_IsNothing(string text, int line, int position) => Assert.Null(SchemaCut.Without(text, line, position));
}
