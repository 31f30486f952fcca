using System.Globalization;

namespace Portal.Storage.EventLog.Indexing;

/// <summary>How far the index is. A purge or a removal moves the epoch: whoever counted before counts anew.</summary>
/// <param name="Position">Everything up to here is indexed.</param>
/// <param name="Epoch">How often something was taken out of the log.</param>
internal readonly record struct IndexState(long Position, long Epoch)
{
    private const string Name = "index";

    public static async Task<IndexState> ReadAsync(System.Data.Common.DbCommand command) =>
        await LogStatements.ScalarAsync(command, "SELECT state FROM log_checkpoints WHERE name = @name", ("@name", Name)) is string state
            ? Parse(state)
            : default;

    /// <summary>Saves it in place of another one; false when that is not what was saved last.</summary>
    public async Task<bool> ReplaceAsync(ILogTransaction transaction, IndexState expected)
    {
        if (await ReadAsync(transaction.CreateCommand()) != expected)
        {
            return false;
        }

        await SaveAsync(transaction);
        return true;
    }

    /// <summary>Begins another epoch.</summary>
    public static async Task MoveEpochAsync(ILogTransaction transaction)
    {
        var state = await ReadAsync(transaction.CreateCommand());
        await (state with { Epoch = state.Epoch + 1 }).SaveAsync(transaction);
    }

    private static IndexState Parse(string state)
    {
        var parts = state.Split(':');
        return new IndexState(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private Task<int> SaveAsync(ILogTransaction transaction) => LogStatements.RunAsync(
        transaction,
        "INSERT INTO log_checkpoints VALUES (@name, @state) ON CONFLICT (name) DO UPDATE SET state = excluded.state",
        ("@name", Name),
        ("@state", string.Create(CultureInfo.InvariantCulture, $"{Position}:{Epoch}")));
}
