using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Portal.Benchmarks.EventLog;

/// <summary>What most would write: an entity of the same columns, a context a batch, <c>SaveChanges</c>.</summary>
internal sealed class EfCore : IContestant
{
    private readonly SqliteConnection _connection;
    private readonly DbContextOptions<RowContext> _options;
    private long _position;

    private EfCore(SqliteConnection connection)
    {
        _connection = connection;
        _options = new DbContextOptionsBuilder<RowContext>().UseSqlite(connection).Options;
    }

    public static async Task<EfCore> OpenAsync(string file) => new(await SampleDatabase.OpenAsync(file));

    public async Task AppendAsync(SampleBatch batch)
    {
        await using var context = new RowContext(_options);
        var received = TimeProvider.System.GetUtcNow().UtcTicks;
        context.Rows.AddRange(batch.Rows.Select((row, i) => new Row
        {
            Position = ++_position,
            Feed = batch.FeedKey,
            EntryKey = row.Key.Bytes,
            Revision = 1,
            Superseded = 0,
            Received = received,
            Size = batch.Batch.Entries[i].Size,
            Hash = row.Hash,
            Payload = row.Payload,
        }));
        await context.SaveChangesAsync();
    }

    public Task<long> CountAsync() => SampleDatabase.CountAsync(_connection);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private sealed class RowContext(DbContextOptions<RowContext> options) : DbContext(options)
    {
        public DbSet<Row> Rows => Set<Row>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Row>(row =>
        {
            row.ToTable("log_entries").HasKey(r => r.Position);
            row.Property(r => r.Position).HasColumnName("position").ValueGeneratedNever();
            row.Property(r => r.Feed).HasColumnName("feed");
            row.Property(r => r.EntryKey).HasColumnName("entry_key");
            row.Property(r => r.Revision).HasColumnName("revision");
            row.Property(r => r.Superseded).HasColumnName("superseded");
            row.Property(r => r.Received).HasColumnName("received");
            row.Property(r => r.Size).HasColumnName("size");
            row.Property(r => r.Hash).HasColumnName("hash");
            row.Property(r => r.Payload).HasColumnName("payload");
        });
    }

    private sealed class Row
    {
        public long Position { get; init; }

        public int Feed { get; init; }

        public required byte[] EntryKey { get; init; }

        public int Revision { get; init; }

        public int Superseded { get; init; }

        public long Received { get; init; }

        public int Size { get; init; }

        public long Hash { get; init; }

        public required byte[] Payload { get; init; }
    }
}
