using System.Text.Json.Serialization;

namespace Portal.Catalogue.Feeds;

/// <summary>How entries come into a feed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hosted), "hosted")]
[JsonDerivedType(typeof(Http), "http")]
public abstract record FeedChannel
{
    private FeedChannel()
    {
    }

    /// <summary>Published to the portal over AtomPub.</summary>
    public sealed record Hosted : FeedChannel
    {
        /// <summary>The most bytes of an entry unless the feed says otherwise.</summary>
        public const int DefaultMaxEntryBytes = 1_048_576;

        /// <summary>Whether an id that the publisher sends is kept.</summary>
        public bool AllowClientIds { get; init; } = true;

        /// <summary>Whether dates that the publisher sends are kept.</summary>
        public bool AllowClientDates { get; init; } = true;

        /// <summary>Whether entries may be replaced and removed.</summary>
        public bool AllowEdits { get; init; }

        /// <summary>The most bytes of one entry.</summary>
        public int MaxEntryBytes { get; init; } = DefaultMaxEntryBytes;

        /// <summary>How many entries its publishers together may publish a minute; null for any number. Operators are not held to it.</summary>
        public int? MaxEntriesPerMinute { get; init; }
    }

    /// <summary>Followed over HTTP.</summary>
    public sealed record Http : FeedChannel
    {
        /// <summary>The shortest poll interval.</summary>
        public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

        /// <summary>The poll interval unless the feed says otherwise.</summary>
        public static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(1);

        /// <summary>Where the feed is.</summary>
        public required string Url { get; init; }

        /// <summary>How often it is polled when nothing says otherwise.</summary>
        public TimeSpan PollInterval { get; init; } = DefaultInterval;

        /// <summary>Whether polling rests.</summary>
        public bool Paused { get; init; }
    }
}
