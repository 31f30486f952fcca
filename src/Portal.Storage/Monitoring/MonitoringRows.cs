namespace Portal.Storage.Monitoring;

/// <summary>A projection as it is saved.</summary>
internal sealed class ProjectionRecord
{
    public required string Name { get; init; }

    public required long Position { get; init; }

    public required long Goal { get; init; }

    public required bool IsLive { get; init; }

    public byte[]? State { get; init; }

    public string? Failure { get; init; }

    public required long Changed { get; init; }
}

/// <summary>A bucket of a KPI.</summary>
internal sealed class KpiBucketRow
{
    public required int Series { get; init; }

    public required int Resolution { get; init; }

    public required long Start { get; init; }

    public required byte[] Total { get; init; }

    public byte[]? Groups { get; init; }
}

/// <summary>That a step of a process happened to a key.</summary>
internal sealed class ProcessMarkRow
{
    public required int Process { get; init; }

    public required string Key { get; init; }

    public required int Step { get; init; }

    public required long At { get; init; }

    public required long Position { get; init; }
}

/// <summary>Says that an alarm was taken in.</summary>
internal sealed class AlertMark
{
    public required int Rule { get; init; }

    public required long At { get; init; }

    public required long Hash { get; init; }
}
