using System.Globalization;
using System.Text;
using Portal.Catalogue.Feeds;
using Portal.Contracts;

namespace Portal.Web.Descriptions;

/// <summary>The catalogue as Markdown files that any viewer shows: an index, and a file for each feed. Pure.</summary>
internal static class MarkdownExport
{
    /// <summary>The files by path.</summary>
    /// <param name="channels">The feeds.</param>
    /// <param name="propertiesOf">What a contract declares.</param>
    /// <param name="portal">The portal's address.</param>
    public static IReadOnlyDictionary<string, string> Of(
        IReadOnlyList<DescribedChannel> channels, Func<Portal.Catalogue.Contracts.ContractVersion, IReadOnlyList<ContractProperty>> propertiesOf, Uri portal)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal) { ["README.md"] = Index(channels) };
        foreach (var channel in channels)
        {
            files[$"feeds/{channel.Feed.Id}.md"] = Page(channel, propertiesOf, portal);
        }

        return files;
    }

    private static string Index(IReadOnlyList<DescribedChannel> channels)
    {
        var text = new StringBuilder("# Feeds\n");
        foreach (var domain in channels.GroupBy(c => c.Feed.Domain).OrderBy(d => d.Key, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Escape(domain.Key)}\n\n| feed | owner | life cycle | what it tells |\n|---|---|---|---|\n");
            foreach (var feed in domain.Select(c => c.Feed).OrderBy(f => f.Title, StringComparer.OrdinalIgnoreCase))
            {
                text.Append(CultureInfo.InvariantCulture, $"| [{Escape(feed.Title)}](feeds/{feed.Id}.md) | {Escape(feed.Owner)} | {Word(feed)} | {Escape(feed.Summary)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Page(
        DescribedChannel channel, Func<Portal.Catalogue.Contracts.ContractVersion, IReadOnlyList<ContractProperty>> propertiesOf, Uri portal)
    {
        var (feed, details) = (channel.Feed, channel.Feed.Details);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Escape(feed.Title)}\n\n{Escape(feed.Summary)}\n\n");
        if (details.Deprecation is { } deprecation)
        {
            text.Append(CultureInfo.InvariantCulture, $"> **{Word(feed)}.** {(deprecation.Successor is { } successor ? $"Use [{successor}]({successor}.md) instead. " : "")}{Escape(deprecation.Reason ?? "")}\n\n");
        }

        text.Append("| | |\n|---|---|\n");
        foreach (var (name, value) in new[]
        {
            ("Id", $"`{feed.Id}`"), ("Address", new Uri(portal, $"feeds/{feed.Id}").ToString()), ("Owner", Escape(feed.Owner)),
            ("Domain", Escape(feed.Subdomain is null ? feed.Domain : $"{feed.Domain} › {feed.Subdomain}")), ("Life cycle", Word(feed)),
            ("Classification", details.Classification.ToString()), ("Tags", Escape(string.Join(", ", feed.Tags))),
        })
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        }

        Section(text, "Documentation", details.Documentation.Length == 0 ? [] : [details.Documentation]);
        Section(text, "Event types", details.EventTypes.Select(type => $"- `{type.Name}` {Escape(type.Summary ?? "")}"));
        Section(text, "Producers", details.Producers.Select(Party));
        Section(text, "Consumers", details.Consumers.Select(Party));
        Section(text, "Contacts", details.Contacts.Select(contact => $"- {Escape(contact.Name)} {Escape(contact.Address ?? "")}"));
        Section(text, "Links", details.Links.Select(link => $"- [{Escape(link.Title)}](<{link.Href}>)"));
        foreach (var version in channel.Contracts.DistinctBy(v => v.EventType, StringComparer.OrdinalIgnoreCase))
        {
            Section(
                text,
                $"Contract {version.Version}{(version.EventType is { } type ? $" of {Escape(type)}" : "")}",
                ["| field | type | rule | meaning |", "|---|---|---|---|", .. propertiesOf(version).Select(p => $"| `{p.Path}` | {Escape(p.Type)} | {Escape(p.Rule)} | {Escape(p.Description ?? "")} |")]);
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            text.Append("\n## ").Append(title).Append("\n\n").AppendJoin('\n', all).Append('\n');
        }
    }

    private static string Party(FeedParty party) =>
        $"- {Escape(party.Name)}{(party.Team is null ? "" : $" ({Escape(party.Team)})")}{(party.Summary is null ? "" : $": {Escape(party.Summary)}")}";

    private static string Word(Feed feed) => feed.State.ToString().ToLowerInvariant();

    // Characters that would begin something in a table or a paragraph.
    private static string Escape(string text) => text.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
