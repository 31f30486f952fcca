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

    /// <summary>The channel as a description of it says, which never holds credentials: they stay as far as the origin does.</summary>
    public FeedChannel? Described(FeedChannel? description) => this is Http known && description is Http told
        ? known.At(told.Url) with { PollInterval = told.PollInterval, Paused = told.Paused }
        : description;

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

        /// <summary>What the source wants to know of who asks; null for nothing.</summary>
        public StoredCredentials? Credentials { get; init; }

        /// <summary>
        /// The channel with another address. Credentials stay with the origin that they were entered for: whoever may change the
        /// address must not be able to have them sent elsewhere.
        /// </summary>
        public Http At(string url) => this with { Url = url, Credentials = HasOriginOf(url) ? Credentials : null };

        private bool HasOriginOf(string url) =>
            Uri.TryCreate(Url, UriKind.Absolute, out var from) && Uri.TryCreate(url, UriKind.Absolute, out var to)
            && Uri.Compare(from, to, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
    }
}

/// <summary>Credentials as the catalogue keeps them: what they are may be told, what they say is encrypted and is never given out again.</summary>
/// <param name="Kind">The kind, for example <c>basic</c>.</param>
/// <param name="Set">When they were entered.</param>
/// <param name="Secret">The credentials, encrypted.</param>
public sealed record StoredCredentials(string Kind, DateTimeOffset Set, string Secret)
{
    /// <summary>Without the secret, encrypted or not.</summary>
    public override string ToString() => Kind;
}
