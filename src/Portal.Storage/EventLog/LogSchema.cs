namespace Portal.Storage.EventLog;

/// <summary>The layout of the log's tables: one text for each database, and the version that both are.</summary>
internal static class LogSchema
{
    /// <summary>The version that this portal reads and writes; a later one migrates from it.</summary>
    public const int Version = 1;

    /// <summary>The one row that says which version the tables are.</summary>
    public const string ReadVersion = "SELECT version FROM log_schema";

    /// <summary>The tables with rows of feeds, beside the one of the feeds themselves.</summary>
    public static IReadOnlyList<string> TablesOfFeeds { get; } =
        ["log_entries", "log_categories", "log_terms", "log_archives", "log_purged", "log_types", "throughput", "throughput_latency", "throughput_types"];

    /// <remarks>
    /// The index by feed ends in the row id, which is the position. Only current revisions are in the index of
    /// identities: it is what makes (feed, entry) unique, and one insert touches three trees.
    /// </remarks>
    public const string Sqlite =
        """
        CREATE TABLE IF NOT EXISTS log_schema (version INTEGER NOT NULL);
        INSERT INTO log_schema SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM log_schema);
        CREATE TABLE IF NOT EXISTS log_head (position INTEGER NOT NULL);
        INSERT INTO log_head SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM log_head);
        CREATE TABLE IF NOT EXISTS log_feeds (
            key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, head INTEGER NOT NULL, last_received INTEGER NOT NULL, entries INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS log_entries (
            position INTEGER PRIMARY KEY, feed INTEGER NOT NULL, entry_key BLOB NOT NULL, revision INTEGER NOT NULL, superseded INTEGER NOT NULL,
            received INTEGER NOT NULL, size INTEGER NOT NULL, hash INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS log_entries_by_feed ON log_entries (feed);
        CREATE UNIQUE INDEX IF NOT EXISTS log_entries_current ON log_entries (feed, entry_key) WHERE superseded = 0;
        CREATE INDEX IF NOT EXISTS log_entries_past ON log_entries (feed, entry_key) WHERE superseded = 1;
        CREATE TABLE IF NOT EXISTS log_checkpoints (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_categories (
            feed INTEGER NOT NULL, term BLOB NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (feed, term, position)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_terms (
            feed INTEGER NOT NULL, scheme TEXT NOT NULL, term TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (feed, scheme, term)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_archives (
            feed INTEGER NOT NULL, number INTEGER NOT NULL, begins_after INTEGER NOT NULL, ends_at INTEGER NOT NULL, entries INTEGER NOT NULL,
            bytes INTEGER NOT NULL, state INTEGER NOT NULL, data BLOB, PRIMARY KEY (feed, number));
        CREATE TABLE IF NOT EXISTS log_purged (
            feed INTEGER NOT NULL, entry_key BLOB NOT NULL, position INTEGER NOT NULL, revision INTEGER NOT NULL, hash INTEGER NOT NULL,
            PRIMARY KEY (feed, entry_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS throughput (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start INTEGER NOT NULL, entries INTEGER NOT NULL, bytes INTEGER NOT NULL,
            checked INTEGER NOT NULL, invalid INTEGER NOT NULL, errors INTEGER NOT NULL, PRIMARY KEY (feed, resolution, start)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS throughput_latency (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start INTEGER NOT NULL, bucket INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (feed, resolution, start, bucket)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_types (
            feed INTEGER NOT NULL, type INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (feed, type)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS throughput_types (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start INTEGER NOT NULL, type INTEGER NOT NULL, latency INTEGER NOT NULL,
            entries INTEGER NOT NULL, bytes INTEGER NOT NULL, checked INTEGER NOT NULL, invalid INTEGER NOT NULL,
            PRIMARY KEY (feed, resolution, start, type, latency)) WITHOUT ROWID;
        """;

    /// <remarks>The lock keeps two processes that start at the same time from making the same table.</remarks>
    public const string Postgres =
        """
        SELECT pg_advisory_xact_lock(7046029254386353131);
        CREATE TABLE IF NOT EXISTS log_schema (version INTEGER NOT NULL);
        INSERT INTO log_schema SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM log_schema);
        CREATE TABLE IF NOT EXISTS log_head (position BIGINT NOT NULL);
        INSERT INTO log_head SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM log_head);
        CREATE TABLE IF NOT EXISTS log_feeds (
            key INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE, head BIGINT NOT NULL,
            last_received BIGINT NOT NULL, entries BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS log_entries (
            position BIGINT PRIMARY KEY, feed INTEGER NOT NULL, entry_key BYTEA NOT NULL, revision INTEGER NOT NULL, superseded INTEGER NOT NULL,
            received BIGINT NOT NULL, size INTEGER NOT NULL, hash BIGINT NOT NULL, payload BYTEA NOT NULL);
        CREATE INDEX IF NOT EXISTS log_entries_by_feed ON log_entries (feed, position);
        CREATE UNIQUE INDEX IF NOT EXISTS log_entries_current ON log_entries (feed, entry_key) WHERE superseded = 0;
        CREATE INDEX IF NOT EXISTS log_entries_past ON log_entries (feed, entry_key) WHERE superseded = 1;
        CREATE TABLE IF NOT EXISTS log_checkpoints (name TEXT PRIMARY KEY, state TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS log_categories (
            feed INTEGER NOT NULL, term BYTEA NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (feed, term, position));
        CREATE TABLE IF NOT EXISTS log_terms (
            feed INTEGER NOT NULL, scheme TEXT NOT NULL, term TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (feed, scheme, term));
        CREATE TABLE IF NOT EXISTS log_archives (
            feed INTEGER NOT NULL, number INTEGER NOT NULL, begins_after BIGINT NOT NULL, ends_at BIGINT NOT NULL, entries INTEGER NOT NULL,
            bytes BIGINT NOT NULL, state INTEGER NOT NULL, data BYTEA, PRIMARY KEY (feed, number));
        CREATE TABLE IF NOT EXISTS log_purged (
            feed INTEGER NOT NULL, entry_key BYTEA NOT NULL, position BIGINT NOT NULL, revision INTEGER NOT NULL, hash BIGINT NOT NULL,
            PRIMARY KEY (feed, entry_key));
        CREATE TABLE IF NOT EXISTS throughput (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start BIGINT NOT NULL, entries BIGINT NOT NULL, bytes BIGINT NOT NULL,
            checked BIGINT NOT NULL, invalid BIGINT NOT NULL, errors BIGINT NOT NULL, PRIMARY KEY (feed, resolution, start));
        CREATE TABLE IF NOT EXISTS throughput_latency (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start BIGINT NOT NULL, bucket INTEGER NOT NULL, count BIGINT NOT NULL,
            PRIMARY KEY (feed, resolution, start, bucket));
        CREATE TABLE IF NOT EXISTS log_types (feed INTEGER NOT NULL, type INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (feed, type));
        CREATE TABLE IF NOT EXISTS throughput_types (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start BIGINT NOT NULL, type INTEGER NOT NULL, latency INTEGER NOT NULL,
            entries BIGINT NOT NULL, bytes BIGINT NOT NULL, checked BIGINT NOT NULL, invalid BIGINT NOT NULL,
            PRIMARY KEY (feed, resolution, start, type, latency));
        """;

    /// <summary>Tells an operator which version is where.</summary>
    /// <exception cref="InvalidOperationException">The tables are of another version.</exception>
    public static void Check(int version, string where)
    {
        if (version != Version)
        {
            throw new InvalidOperationException(
                $"The event log in {where} has layout {version}; this portal reads layout {Version}. Start the version of the portal that wrote it.");
        }
    }
}
