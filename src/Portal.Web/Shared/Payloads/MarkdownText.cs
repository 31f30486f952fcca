using System.Net;
using Markdig;

namespace Portal.Web.Shared.Payloads;

/// <summary>Turns Markdown that somebody wrote into HTML. What comes out is not harmless yet: <see cref="SafeHtml"/> makes it so.</summary>
internal static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().DisableHtml().Build();

    /// <summary>The HTML; text that is nested deeper than anybody reads stays as it is.</summary>
    public static string ToHtml(string markdown)
    {
        try
        {
            return Markdown.ToHtml(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // How Markdig refuses what is nested too deeply.
            return $"<pre>{WebUtility.HtmlEncode(markdown)}</pre>";
        }
    }
}
