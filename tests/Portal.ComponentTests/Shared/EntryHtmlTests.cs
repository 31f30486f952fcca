using Portal.Web.Shared.Payloads;

namespace Portal.ComponentTests.Shared;

public sealed class EntryHtmlTests
{
    private static readonly EntryHtml Html = new();

    [Theory]
    [InlineData("<script>alert(1)</script>ok", "ok")]
    [InlineData("<p onclick=\"x()\" style=\"position:fixed\" class=\"btn\" id=\"main\">t</p>", "<p>t</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\">x</a>")]
    [InlineData("<a href=\" java\tscript:alert(1)\">x</a>", "<a rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\">x</a>")]
    [InlineData("<a href=\"data:text/html,x\">x</a>", "<a rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\">x</a>")]
    [InlineData("<a href=\"https://x.example/\" target=\"_top\" rel=\"opener\">x</a>", "<a href=\"https://x.example/\" rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\">x</a>")]
    [InlineData("<img src=x onerror=alert(1)>", "")]
    [InlineData("<svg><a xlink:href=\"javascript:1\"><text>x</text></a></svg>", "")]
    [InlineData("<iframe src=https://x></iframe><object></object><form><input></form>", "")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "")]
    [InlineData("<style>body{display:none}</style>", "")]
    [InlineData("<base href=https://evil.example/><link rel=stylesheet href=x><meta http-equiv=refresh>", "")]
    [InlineData("<h1>Big <em>title</em></h1>", "<p><strong>Big <em>title</em></strong></p>")]
    [InlineData("a < b & c", "a &lt; b &amp; c")]
    public void Clean_OfHostileMarkup_LeavesNothingThatActs(string html, string clean) => Assert.Equal(clean, Html.Clean(html));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<h1>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p/><i>")]
    [InlineData("</b><b><b>")]
    [InlineData("<li><ul>")]
    [InlineData("<div></x>")]
    [InlineData("<brx>")]
    [InlineData("<a>")]
    [InlineData("<a href=x><p>")]
    [InlineData("<b><p></b>")]
    [InlineData("<table><a>")]
    [InlineData("<svg><g>")]
    [InlineData("<select><option>")]
    [InlineData("<template>")]
    [InlineData("<button><p>")]
    [InlineData("<nobr>")]
    public void Clean_OfMarkupNestedWithoutEnd_ComesBack(string tag)
    {
        var started = TimeProvider.System.GetTimestamp();

        // As many as the parser is let near.
        var tags = EntryHtml.MaxTags / tag.Count(c => c == '<');
        var clean = Html.Clean(string.Concat(Enumerable.Repeat(tag, tags)));

        Assert.NotNull(clean);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Clean_OfTooManyTags_IsShownAsText() =>
        Assert.StartsWith("&lt;i&gt;", Html.Clean(string.Concat(Enumerable.Repeat("<i>", EntryHtml.MaxTags + 1))));

    [Fact]
    public void Clean_OfAVeryLongText_IsCut() => Assert.Equal(EntryHtml.MaxLength, Html.Clean(new string('x', 1_000_000)).Length);
}
