using System.Text;
using Portal.Events.Entries;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// The size of an entry for the throughput figures: its texts in UTF-8. The bytes around them in the document
/// belong to no single entry.
/// </summary>
internal static class EntrySize
{
    public static int Of(Entry entry)
    {
        var size = Bytes(entry.Id) + Bytes(entry.Title.Value) + Bytes(entry.Summary?.Value) + Bytes(entry.Content?.Value)
            + entry.Links.Sum(link => Bytes(link.Href))
            + entry.Categories.Sum(category => Bytes(category.Term))
            + entry.Extensions.Sum(Bytes);
        return (int)Math.Min(size, int.MaxValue);
    }

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
