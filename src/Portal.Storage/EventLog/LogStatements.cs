using System.Data.Common;

namespace Portal.Storage.EventLog;

/// <summary>Statements over many rows in SQL that both databases understand, a bounded number of parameters each.</summary>
internal static class LogStatements
{
    /// <summary>Inserts rows; each has a value for each column.</summary>
    /// <param name="transaction">The commit.</param>
    /// <param name="into">The table, with its columns where not all are given.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="onConflict">What to do with a row that is there.</param>
    public static async Task InsertAsync(ILogTransaction transaction, string into, IReadOnlyList<object[]> rows, string onConflict)
    {
        foreach (var chunk in Chunks(transaction, rows))
        {
            await using var command = transaction.CreateCommand();
            command.CommandText = $"INSERT INTO {into} VALUES {Tuples(command, chunk)} {onConflict}";
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Deletes the rows whose columns have these values.</summary>
    public static async Task DeleteAsync(ILogTransaction transaction, string table, string columns, IReadOnlyList<object[]> rows)
    {
        foreach (var chunk in Chunks(transaction, rows))
        {
            await using var command = transaction.CreateCommand();
            command.CommandText = $"DELETE FROM {table} WHERE ({columns}) IN (VALUES {Tuples(command, chunk)})";
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Runs one statement and gives the number of rows that it changed.</summary>
    public static async Task<int> RunAsync(ILogTransaction transaction, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(transaction.CreateCommand(), sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the only row; null without a row or a value.</summary>
    public static async Task<object?> ScalarAsync(DbCommand empty, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(empty, sql, parameters);
        return await command.ExecuteScalarAsync() is var value && value is DBNull ? null : value;
    }

    public static DbCommand Command(DbCommand command, string sql, params (string Name, object Value)[] parameters)
    {
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            LogQueries.Add(command, name, value);
        }

        return command;
    }

    private static IEnumerable<object[][]> Chunks(ILogTransaction transaction, IReadOnlyList<object[]> rows) =>
        rows.Count == 0 ? [] : rows.Chunk(transaction.MaxParameters / rows[0].Length);

    private static string Tuples(DbCommand command, object[][] rows) => string.Join(',', rows.Select(row => $"({LogQueries.Add(command, row)})"));
}
