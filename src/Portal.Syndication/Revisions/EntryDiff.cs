using System.Globalization;
using Portal.Events.Entries;

namespace Portal.Syndication.Revisions;

/// <summary>
/// Says what changed between two revisions of an entry, part by part: payloads of JSON and XML by path, other texts by line,
/// categories and links one by one. Pure.
/// </summary>
public static class EntryDiff
{
    /// <summary>The most changes of one part; of more only the number is told.</summary>
    public const int MaxChanges = 300;

    /// <summary>The most characters of a value before and after.</summary>
    public const int MaxValue = 2000;

    /// <summary>The changes from one revision to another one, which need not follow it.</summary>
    public static EntryChanges Between(Entry before, Entry after)
    {
        var changes = new ChangeList();
        changes.Add("deleted", "", before.IsTombstone ? "true" : null, after.IsTombstone ? "true" : null);
        Text(changes, "title", before.Title is { Value.Length: > 0 } ? before.Title : null, after.Title is { Value.Length: > 0 } ? after.Title : null);
        Text(changes, "summary", before.Summary, after.Summary);
        Content(changes, before.Content, after.Content);
        Text(changes, "rights", before.Rights, after.Rights);
        changes.Add("published", "", Clock(before.Published), Clock(after.Published));
        changes.Add("updated", "", Clock(before.Updated), Clock(after.Updated));
        Sets(changes, "authors", before.Authors, after.Authors, Words);
        Sets(changes, "contributors", before.Contributors, after.Contributors, Words);
        Sets(changes, "categories", before.Categories, after.Categories, Words);
        Sets(changes, "links", before.Links, after.Links, Words);
        changes.Add("language", "", before.Language, after.Language);
        Sets(changes, "extensions", before.Extensions, after.Extensions, extension => extension);
        return new EntryChanges(changes.Changes, changes.LeftOff);
    }

    private static void Text(ChangeList changes, string field, EntryText? before, EntryText? after)
    {
        if (before is not null && after is not null)
        {
            changes.Add(field, "type", Kind(before), Kind(after));
        }

        changes.AddText(field, "", before?.Value, after?.Value);
    }

    private static void Content(ChangeList changes, EntryContent? before, EntryContent? after)
    {
        if (before is not null && after is not null)
        {
            changes.Add("content", "type", before.Type, after.Type);
        }

        changes.Add("content", "src", before?.Src, after?.Src);
        var (old, now) = (before?.Value, after?.Value);
        if (old == now)
        {
            return;
        }

        if (old is not null && now is not null
            && ((before!.IsJson && after!.IsJson && JsonDiff.TryCompare("content", old, now, changes))
                || (before.IsXml && after!.IsXml && XmlDiff.TryCompare("content", old, now, changes))))
        {
            return;
        }

        changes.AddText("content", "", old, now);
    }

    // Their order tells nothing, and one that occurs twice tells nothing either.
    private static void Sets<T>(ChangeList changes, string field, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> words)
    {
        HashSet<string> old = [.. before.Select(words)];
        HashSet<string> now = [.. after.Select(words)];
        foreach (var gone in old.Where(one => !now.Contains(one)))
        {
            changes.Add(field, "", gone, null);
        }

        foreach (var added in now.Where(one => !old.Contains(one)))
        {
            changes.Add(field, "", null, added);
        }
    }

    private static string Kind(EntryText text) => text.Kind switch
    {
        TextKind.Html => "html",
        TextKind.Xhtml => "xhtml",
        _ => "text",
    };

    private static string? Clock(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Words(Person person) => Joined(person.Name, person.Email, person.Uri);

    private static string Words(Category category) => Joined(category.Term, category.Scheme, category.Label);

    private static string Words(EntryLink link) =>
        Joined($"{link.Rel}: {link.Href}", link.Type, link.Title, link.Length?.ToString(CultureInfo.InvariantCulture), link.HrefLang);

    private static string Joined(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
