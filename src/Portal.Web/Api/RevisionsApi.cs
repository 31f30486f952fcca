using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Syndication.Revisions;
using Portal.Web.Privacy;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A revision of an entry, with what changed since the one before it that is kept.</summary>
internal sealed record RevisionItem(int Revision, EntryItem Entry, ChangesItem? Changes);

/// <summary>What changed between two revisions.</summary>
/// <param name="From">The revision before.</param>
/// <param name="To">The revision after.</param>
/// <param name="Changes">The changes, in the order of an entry's parts.</param>
/// <param name="LeftOff">How many more there are.</param>
internal sealed record ChangesItem(int From, int To, IReadOnlyList<FieldChange> Changes, int LeftOff)
{
    public static ChangesItem Between(RecordedEntry before, RecordedEntry after)
    {
        var changes = EntryDiff.Between(before.Entry, after.Entry);
        return new ChangesItem(before.Revision, after.Revision, changes.Changes, changes.LeftOff);
    }
}

/// <summary>The revisions of an entry. The id is one segment of the address, percent-encoded: <c>http%3A%2F%2Fexample.org%2F1</c>.</summary>
internal static class RevisionsApi
{
    private const string Before = "/entries/";

    public static void Map(RouteGroupBuilder api)
    {
        var entry = api.MapGroup("/feeds/{feed}/entries/{id}").WithTags("Entries");
        entry.MapGet("/revisions", ListAsync).WithName("ListRevisions")
            .WithSummary("The revisions of an entry that are kept, newest first, each with what changed since the one before.");
        entry.MapGet("/revisions/diff", DiffAsync).WithName("DiffRevisions").WithSummary("What changed between two revisions of an entry.");
    }

    private static async Task<Results<Ok<Page<RevisionItem>>, ProblemHttpResult>> ListAsync(
        string feed, string id, HttpContext http, FeedRegistry feeds, ShownEntries shown, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var found = await FindAsync(feed, id, http, feeds, shown);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var revisions = found.Value;
        var page = Paging.Slice<int>([.. Enumerable.Range(0, revisions.Count)], limit, cursor);
        return TypedResults.Ok(new Page<RevisionItem>(
            [.. page.Items.Select(at => new RevisionItem(
                revisions[at].Revision,
                EntryItem.Of(revisions[at]),
                at + 1 < revisions.Count ? ChangesItem.Between(revisions[at + 1], revisions[at]) : null))],
            page.Next));
    }

    private static async Task<Results<Ok<ChangesItem>, ProblemHttpResult>> DiffAsync(
        string feed, string id, int from, int to, HttpContext http, FeedRegistry feeds, ShownEntries shown)
    {
        var found = await FindAsync(feed, id, http, feeds, shown);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var (before, after) = (At(found.Value, from), At(found.Value, to));
        return before is null || after is null
            ? Refusal.NotFound($"There is no revision {(before is null ? from : to)}, or it is not kept any more.").ToProblem()
            : TypedResults.Ok(ChangesItem.Between(before, after));
    }

    private static RecordedEntry? At(IReadOnlyList<RecordedEntry> revisions, int number) =>
        revisions.FirstOrDefault(revision => revision.Revision == number);

    private static async Task<Outcome<IReadOnlyList<RecordedEntry>>> FindAsync(
        string feed, string id, HttpContext http, FeedRegistry feeds, ShownEntries shown)
    {
        var found = await feeds.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var entryId = EntryId(http, id);
        var revisions = await shown.LogFor(http.User.ToActor()).RevisionsAsync(found.Value.Id, entryId, http.RequestAborted);
        return revisions.Count == 0
            ? Refusal.NotFound($"'{found.Value.Id}' has no entry '{entryId}', or it is not kept any more.")
            : Outcome.Of(revisions);
    }

    // From the address as it was sent: an encoded slash stays encoded in a path, and then cannot be told from an encoded percent sign.
    private static string EntryId(HttpContext http, string id)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var start = raw.IndexOf(Before, StringComparison.Ordinal);
        var end = start < 0 ? -1 : raw.IndexOf('/', start + Before.Length);
        return end < 0 ? id : Uri.UnescapeDataString(raw[(start + Before.Length)..end]);
    }
}
