using Portal.Events.Entries;

namespace Portal.Syndication.Reading;

/// <summary>A feed while it is being read.</summary>
internal sealed class FeedDraft(FeedReadOptions options)
{
    private readonly List<Entry> _entries = [];

    public FeedFormat Format { get; set; }

    public string? Id { get; set; }

    public EntryText? Title { get; set; }

    public EntryText? Subtitle { get; set; }

    public DateTimeOffset? Updated { get; set; }

    public string? Language { get; set; }

    public TimeSpan? Ttl { get; set; }

    public string? UpdatePeriodName { get; set; }

    public int UpdateFrequency { get; set; } = 1;

    public bool IsComplete { get; set; }

    public bool IsArchive { get; set; }

    public bool Truncated { get; private set; }

    public List<Person> Authors { get; } = [];

    public List<EntryLink> Links { get; } = [];

    public List<int> SkipHours { get; } = [];

    public List<DayOfWeek> SkipDays { get; } = [];

    public List<Tombstone> Tombstones { get; } = [];

    public int EntryCount => _entries.Count;

    /// <summary>Whether another entry may be read; notes that the document holds more when not.</summary>
    public bool HasRoom()
    {
        Truncated |= _entries.Count >= options.MaxEntries;
        return !Truncated;
    }

    public void Add(Entry entry) => _entries.Add(entry);

    public FeedDocument ToDocument() => new()
    {
        Format = Format,
        Id = Id,
        Title = Title ?? EntryText.Empty,
        Subtitle = Subtitle,
        Updated = Updated,
        Authors = Authors,
        Links = Links,
        Language = Language,
        Ttl = Ttl,
        SkipHours = SkipHours,
        SkipDays = SkipDays,
        UpdatePeriod = PeriodOf(UpdatePeriodName, UpdateFrequency),
        IsComplete = IsComplete,
        IsArchive = IsArchive,
        Entries = _entries,
        Tombstones = Tombstones,
        Truncated = Truncated,
    };

    private static TimeSpan? PeriodOf(string? name, int frequency)
    {
        TimeSpan? period = name?.Trim().ToLowerInvariant() switch
        {
            "hourly" => TimeSpan.FromHours(1),
            "daily" => TimeSpan.FromDays(1),
            "weekly" => TimeSpan.FromDays(7),
            "monthly" => TimeSpan.FromDays(30),
            "yearly" => TimeSpan.FromDays(365),
            _ => null,
        };
        return period / Math.Clamp(frequency, 1, 1_000_000);
    }
}
