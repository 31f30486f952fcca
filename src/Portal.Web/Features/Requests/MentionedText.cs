using Portal.Catalogue.Requests;

namespace Portal.Web.Features.Requests;

/// <summary>A comment in parts: those that name somebody, and what is between.</summary>
internal static class MentionedText
{
    public static IReadOnlyList<(string Text, bool IsMention)> Of(RequestComment comment)
    {
        List<(string Text, bool IsMention)> parts = [];
        var at = 0;
        foreach (var mention in comment.Mentions.Where(mention => mention.Length > 0))
        {
            // What is stored says where; a text that is shorter than that shows as it is.
            if (mention.Start < at || mention.Start + mention.Length > comment.Text.Length)
            {
                continue;
            }

            parts.Add((comment.Text[at..mention.Start], false));
            parts.Add((comment.Text.Substring(mention.Start, mention.Length), true));
            at = mention.Start + mention.Length;
        }

        parts.Add((comment.Text[at..], false));
        return [.. parts.Where(part => part.Text.Length > 0)];
    }
}
