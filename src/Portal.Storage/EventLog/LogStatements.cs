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
    public static Task InsertAsync(ILogTransaction transaction, string into, IReadOnlyList<object[]> rows, string onConflict) =>
        InChunksAsync(transaction, rows, tuples => $"INSERT INTO {into} VALUES {tuples} {onConflict}");

    /// <summary>Deletes the rows whose columns have these values.</summary>
    public static Task DeleteAsync(ILogTransaction transaction, string table, string columns, IReadOnlyList<object[]> rows) =>
        InChunksAsync(transaction, rows, tuples => $"DELETE FROM {table} WHERE ({columns}) IN (VALUES {tuples})");

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

    // All chunks but the last are of one size: they are one statement, which is prepared once.
    private static async Task InChunksAsync(ILogTransaction transaction, IReadOnlyList<object[]> rows, Func<string, string> sql)
    {
        if (rows.Count == 0)
        {
            return;
        }

        DbCommand? command = null;
        try
        {
            foreach (var chunk in rows.Chunk(transaction.MaxParameters / rows[0].Length))
            {
                if (command is not null && command.Parameters.Count == chunk.Length * rows[0].Length)
                {
                    Set(command, chunk);
                }
                else
                {
                    await (command?.DisposeAsync() ?? default);
                    command = transaction.CreateCommand();
                    command.CommandText = sql(Tuples(command, chunk));
                }

                await command.ExecuteNonQueryAsync();
            }
        }
        finally
        {
            await (command?.DisposeAsync() ?? default);
        }
    }

    private static void Set(DbCommand command, object[][] rows)
    {
        var next = 0;
        foreach (var value in rows.SelectMany(row => row))
        {
            command.Parameters[next++].Value = value;
        }
    }

    private static string Tuples(DbCommand command, object[][] rows) => string.Join(',', rows.Select(row => $"({LogQueries.Add(command, row)})"));
}
