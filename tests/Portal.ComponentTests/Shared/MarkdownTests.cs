using Bunit;
using Portal.Web.Shared.Payloads;

namespace Portal.ComponentTests.Shared;

public sealed class MarkdownTests : ComponentTest
{
    [Theory]
    [InlineData("# Title", "<strong>Title</strong>")]
    [InlineData("**bold** and `code`", "<strong>bold</strong> and <code>code</code>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>")]
    [InlineData("see https://example.org/x", "href=\"https://example.org/x\"")]
    public void Markdown_IsShownAsHtml(string text, string shown) => Assert.Contains(shown, Markup(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("![x](https://example.org/spy.png)")]
    [InlineData("<a href=\"#\" onclick=\"alert(1)\">x</a>")]
    [InlineData("<iframe src=\"https://example.org\"></iframe>")]
    public void Markdown_OfAStranger_IsHarmless(string text)
    {
        var view = Render<MarkdownView>(p => p.Add(v => v.Text, text));

        Assert.Empty(view.FindAll("script, iframe, img, [onclick], [href^='javascript']"));
    }

    [Fact]
    public void Markdown_NestedWithoutEnd_IsShownAsText() => Assert.Contains("&gt;", Markup(new string('>', 5000) + " deep"), StringComparison.Ordinal);

    private string Markup(string text) => Render<MarkdownView>(p => p.Add(v => v.Text, text)).Markup;
}
