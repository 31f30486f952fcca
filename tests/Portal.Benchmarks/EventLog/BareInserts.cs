using Microsoft.Data.Sqlite;

namespace Portal.Benchmarks.EventLog;

/// <summary>
/// The floor: one prepared INSERT a row, one transaction a batch, nothing else. It encodes nothing, hashes nothing,
/// counts nothing and answers nothing.
/// </summary>
internal sealed class BareInserts : IContestant
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter[] _values;
    private long _position;

    private BareInserts(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText = "INSERT INTO log_entries VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        _values = [.. Enumerable.Range(1, 9).Select(i => _insert.Parameters.Add($"${i}", i is 3 or 9 ? SqliteType.Blob : SqliteType.Integer))];
        _insert.Prepare();
    }

    public static async Task<BareInserts> OpenAsync(string file) => new(await SampleDatabase.OpenAsync(file));

    // SQLite runs in the caller's thread: nothing here waits.
    public Task AppendAsync(SampleBatch batch)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        var received = TimeProvider.System.GetUtcNow().UtcTicks;
        for (var i = 0; i < batch.Rows.Length; i++)
        {
            var row = batch.Rows[i];
            _values[0].Value = ++_position;
            _values[1].Value = batch.FeedKey;
            _values[2].Value = row.Key.Bytes;
            _values[3].Value = 1;
            _values[4].Value = 0;
            _values[5].Value = received;
            _values[6].Value = batch.Batch.Entries[i].Size;
            _values[7].Value = row.Hash;
            _values[8].Value = row.Payload;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    public Task<long> CountAsync() => SampleDatabase.CountAsync(_connection);

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
