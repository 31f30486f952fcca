using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Portal.Storage.Monitoring;

/// <summary>Statements over many rows in SQL that both databases understand, within one transaction.</summary>
/// <param name="transaction">The transaction.</param>
internal sealed class RowStatements(DbTransaction transaction)
{
    // SQLite finds each parameter by comparing names from the first on; PostgreSQL pays for each round trip.
    private readonly int _maxParameters = transaction.Connection is Microsoft.Data.Sqlite.SqliteConnection ? 60 : 3000;

    /// <summary>Runs a statement for rows, some at a time.</summary>
    /// <param name="rows">The rows; null values are of the type bytes.</param>
    /// <param name="sql">Makes the statement of the tuples <c>(@p0, @p1), (@p2, @p3)</c>.</param>
    /// <param name="read">Takes each row of the result.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RunAsync(
        IReadOnlyList<object?[]> rows, Func<string, string> sql, Action<DbDataReader>? read, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var chunk in rows.Chunk(Math.Max(1, _maxParameters / rows[0].Length)))
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql(string.Join(',', chunk.Select(row => $"({string.Join(',', row.Select(value => Add(command, value)))})")));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                read?.Invoke(reader);
            }
        }
    }

    private static string Add(DbCommand command, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
        parameter.Value = value ?? DBNull.Value;
        if (value is null)
        {
            parameter.DbType = DbType.Binary;
        }

        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
