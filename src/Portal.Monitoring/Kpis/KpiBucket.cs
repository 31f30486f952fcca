using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis;

/// <summary>A bucket as it is stored.</summary>
/// <param name="Total">The cell of all entries.</param>
/// <param name="Groups">The cells by dimension; null for KPIs without dimensions.</param>
public sealed record StoredBucket(byte[] Total, byte[]? Groups);

/// <summary>Which bucket.</summary>
/// <param name="Series">The KPI's number.</param>
/// <param name="Resolution">How wide it is.</param>
/// <param name="Start">Its begin, in minutes since the year 1 (<see cref="BucketTime"/>).</param>
public readonly record struct BucketKey(int Series, Resolution Resolution, long Start);

/// <summary>What is added to a bucket.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Bucket">What is added.</param>
public sealed record BucketChange(BucketKey Key, KpiBucket Bucket)
{
    /// <summary>The bucket with the addition.</summary>
    public StoredBucket Onto(StoredBucket? stored)
    {
        var sum = stored is null ? new KpiBucket(Bucket.Definition) : KpiBucket.Read(Bucket.Definition, stored);
        sum.Merge(Bucket);
        return sum.Store();
    }
}

/// <summary>What a KPI has measured in a span of time.</summary>
public sealed class KpiBucket(KpiDefinition definition)
{
    /// <summary>The definition that it was measured by.</summary>
    public KpiDefinition Definition => definition;

    /// <summary>All entries.</summary>
    public KpiCell Total { get; private set; } = new(definition);

    /// <summary>By dimension; null for KPIs without dimensions.</summary>
    public KpiGroups? Groups { get; private set; } = definition.Dimensions.Count == 0 ? null : new KpiGroups(definition);

    /// <summary>Reads a stored one.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="stored">As it is stored; without groups when they were not read.</param>
    public static KpiBucket Read(KpiDefinition definition, StoredBucket stored)
    {
        var total = new StoredReader(stored.Total);
        var bucket = new KpiBucket(definition) { Total = new KpiCell(definition).Read(ref total) };
        if (stored.Groups is { } bytes && bucket.Groups is not null)
        {
            var groups = new StoredReader(bytes);
            bucket.Groups = new KpiGroups(definition).Read(ref groups);
        }

        return bucket;
    }

    /// <summary>Takes in all that another one has.</summary>
    public void Merge(KpiBucket other)
    {
        Total.Merge(other.Total);
        if (other.Groups is { } groups)
        {
            Groups!.Merge(groups);
        }
    }

    /// <summary>As it is stored.</summary>
    public StoredBucket Store() => new(Bytes(Total.Write), Groups is { } groups ? Bytes(groups.Write) : null);

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
