using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Syndication.Opml;

namespace Portal.Web.Features.Opml;

/// <summary>Lists of followed feeds, in and out, for operators: they see addresses whole, which may hold secrets in their queries.</summary>
internal sealed class OpmlDesk(FeedRegistry registry, IAuditTrail audit, TimeProvider time)
{
    /// <summary>Says what would become of each feed of a list; nothing is changed.</summary>
    public async Task<Outcome<IReadOnlyList<ImportRow>>> PreviewAsync(
        OpmlReading list, ImportDefaults defaults, Actor actor, CancellationToken cancellationToken = default) =>
        actor.May(Permission.ManageFeeds)
            ? Outcome.Of(OpmlImport.Plan(list, await registry.ListAsync(new FeedFilter(), actor, cancellationToken), defaults))
            : Refusal.Forbidden("Only operators follow feeds: ask for one with a feed request.");

    /// <summary>Follows those feeds of a list that are new. Done again, it changes nothing.</summary>
    public async Task<Outcome<IReadOnlyList<ImportRow>>> ImportAsync(
        OpmlReading list, ImportDefaults defaults, Actor actor, CancellationToken cancellationToken = default)
    {
        var preview = await PreviewAsync(list, defaults, actor, cancellationToken);
        if (!preview.Succeeded)
        {
            return preview;
        }

        List<ImportRow> done = [];
        foreach (var row in preview.Value)
        {
            if (row.Draft is null)
            {
                done.Add(row);
                continue;
            }

            var registered = await registry.RegisterAsync(row.Draft, actor, cancellationToken);
            done.Add(registered.Succeeded
                ? row with { Verdict = ImportVerdict.Followed }
                : row with { Verdict = ImportVerdict.Invalid, Reason = registered.Refusal.Detail, Feed = null, Draft = null });
        }

        return Outcome.Of<IReadOnlyList<ImportRow>>(done);
    }

    /// <summary>The followed feeds that the filter lets pass, as a list.</summary>
    public async Task<Outcome<byte[]>> ExportAsync(FeedFilter filter, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManageFeeds))
        {
            return Refusal.Forbidden("Only operators export the addresses of followed feeds.");
        }

        var feeds = await registry.ListAsync(filter with { TakesEntries = true }, actor, cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("catalogue.addresses.exported", actor, AuditSubjects.Portal, $"The addresses of {feeds.Count(feed => !feed.IsHosted)} followed feeds were exported"),
            cancellationToken);
        return OpmlWriter.Write("Feeds followed by the portal", time.GetUtcNow(), feeds.Select(Listed).OfType<OpmlFeed>());
    }

    private static OpmlFeed? Listed(Feed feed) => feed.Channel is FeedChannel.Http http
        ? new OpmlFeed
        {
            Address = WithoutCredentials(http.Url),
            Title = feed.Title,
            Description = feed.Summary,
            Folders = [feed.Domain],
            Categories = feed.Tags,
            Id = feed.Id.Value,
            Owner = feed.Owner,
            Interval = http.PollInterval,
        }
        : null;

    private static string WithoutCredentials(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length > 0
            ? new UriBuilder(address) { UserName = "", Password = "" }.Uri.AbsoluteUri
            : url;
}
