using System.IO.Compression;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Storage.EventLog.Archives;

/// <summary>
/// The stored form of an archive: compressed, for each entry its position, revision, time of receipt (UTC ticks), size and
/// payload as the log stores it.
/// </summary>
internal static class ArchiveCodec
{
    public static byte[] Encode(IEnumerable<RecordedEntry> entries)
    {
        using var data = new MemoryStream();
        using (var compressed = new BrotliStream(data, CompressionLevel.Optimal))
        using (var writer = new BinaryWriter(compressed))
        {
            foreach (var entry in entries)
            {
                var payload = EntryCodec.Encode(entry.Entry, entry.Verdict, entry.Receipt).Payload;
                writer.Write(true);
                writer.Write(entry.Position.Value);
                writer.Write(entry.Revision);
                writer.Write(entry.Received.UtcTicks);
                writer.Write(entry.Size);
                writer.Write(payload.Length);
                writer.Write(payload);
            }

            writer.Write(false);
        }

        return data.ToArray();
    }

    public static IReadOnlyList<RecordedEntry> Decode(FeedId feed, byte[] data)
    {
        List<RecordedEntry> entries = [];
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(data), CompressionMode.Decompress));
        while (reader.ReadBoolean())
        {
            var (position, revision, received, size) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32());
            var (entry, verdict, receipt) = EntryCodec.Decode(reader.ReadBytes(reader.ReadInt32()));
            entries.Add(new RecordedEntry
            {
                Position = new EventPosition(position),
                Feed = feed,
                Entry = entry,
                Revision = revision,
                Received = LogQueries.Time(received),
                Size = size,
                Verdict = verdict,
                Receipt = receipt,
            });
        }

        return entries;
    }
}
