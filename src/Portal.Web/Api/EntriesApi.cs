using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Web.Privacy;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Why private fields are looked at.</summary>
internal sealed record RevealBody(string? Reason);

/// <summary>The stored entries of a feed.</summary>
internal static class EntriesApi
{
    /// <summary>How many entries a text search looks at for one page; the cursor goes on from there.</summary>
    private const int MaxSearched = 20_000;

    private const int SearchStep = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/feeds/{feed}/entries", ListAsync).WithName("ListEntries").WithTags("Entries")
            .WithSummary("Stored entries: after a position oldest first, else newest first.");
        api.MapPost("/feeds/{feed}/entries/{position}/reveal", RevealAsync).WithName("RevealEntry").WithTags("Entries")
            .WithSummary("One entry with its private fields, for those who may see them and say why; it is taken down.");
    }

    [Reading]
    private static async Task<Results<Ok<EntryItem>, ProblemHttpResult>> RevealAsync(
        string feed, string position, RevealBody body, HttpContext http, RevealDesk desk)
    {
        if (!long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return Problems.Invalid("position", $"A position is a number; this is '{position}'.");
        }

        var revealed = await desk.RevealAsync(FeedRoute.Read(feed), new EventPosition(at), body.Reason, http.User.ToActor(), http.RequestAborted);
        return revealed.Succeeded ? TypedResults.Ok(EntryItem.Of(revealed.Value)) : revealed.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<EntryItem>>, ProblemHttpResult>> ListAsync(
        string feed, HttpContext http, FeedRegistry registry, ShownEntries shown,
        long? after, long? before, string? q, int? limit, string? cursor)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        if (after is not null && before is not null)
        {
            return Problems.Invalid("before", "Give either after or before.");
        }

        var log = shown.LogFor(http.User.ToActor());
        var query = new EventQuery
        {
            Feeds = [found.Value.Id],
            Direction = after is null ? ReadDirection.Backward : ReadDirection.Forward,
            From = (after ?? before) is { } given ? new EventPosition(given) : null,
            Limit = limit ?? Paging.DefaultLimit,
        };
        if (cursor is not null)
        {
            if (!EntryCursor.TryRead(cursor, out var direction, out var position))
            {
                return Problems.Invalid("cursor", $"'{cursor}' did not come from an answer of this address.");
            }

            query = query with { Direction = direction, From = position };
        }

        var (entries, from) = string.IsNullOrWhiteSpace(q)
            ? await ReadAsync(log, query, http.RequestAborted)
            : await SearchAsync(log, query, q.Trim(), http.RequestAborted);
        return TypedResults.Ok(new Page<EntryItem>(
            [.. entries.Select(EntryItem.Of)], from is { } next ? EntryCursor.Write(query.Direction, next) : null));
    }

    private static async Task<(IReadOnlyList<RecordedEntry> Entries, EventPosition? Next)> ReadAsync(
        MaskedLog log, EventQuery query, CancellationToken cancellationToken)
    {
        var entries = await log.ReadAsync(query, cancellationToken);
        return (entries, entries.Count == query.Limit ? entries[^1].Position : null);
    }

    private static async Task<(IReadOnlyList<RecordedEntry> Entries, EventPosition? Next)> SearchAsync(
        MaskedLog log, EventQuery query, string text, CancellationToken cancellationToken)
    {
        List<RecordedEntry> found = [];
        var step = query with { Limit = SearchStep };
        for (var searched = 0; searched < MaxSearched; searched += SearchStep)
        {
            var page = await log.ReadAsync(step, cancellationToken);
            foreach (var entry in page)
            {
                if (Mentions(entry, text))
                {
                    found.Add(entry);
                    if (found.Count == query.Limit)
                    {
                        return (found, entry.Position);
                    }
                }
            }

            if (page.Count < SearchStep)
            {
                return (found, null);
            }

            step = step with { From = page[^1].Position };
        }

        return (found, step.From);
    }

    private static bool Mentions(RecordedEntry recorded, string text)
    {
        var entry = recorded.Entry;
        return Has(entry.Title.Value) || Has(entry.Summary?.Value) || Has(entry.Content?.Value) || Has(entry.Id)
            || entry.Categories.Any(c => Has(c.Term)) || entry.Authors.Any(a => Has(a.Name));

        bool Has(string? value) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>Where a list of entries goes on: the direction, then the position.</summary>
internal static class EntryCursor
{
    public static string Write(ReadDirection direction, EventPosition position) =>
        (direction == ReadDirection.Forward ? "f" : "b") + position;

    public static bool TryRead(string text, out ReadDirection direction, out EventPosition position)
    {
        direction = text.StartsWith('f') ? ReadDirection.Forward : ReadDirection.Backward;
        position = default;
        if (text.Length < 2 || text[0] is not ('f' or 'b')
            || !long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        position = new EventPosition(value);
        return true;
    }
}
