using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Storage.Model;

internal static class UniqueSave
{
    private const int SqliteConstraint = 19;

    /// <summary>Saves; false when a unique key is taken, which another writer may have done a moment ago.</summary>
    public static async Task<bool> TrySaveUniqueAsync(this DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.InnerException is DbException inner && IsUniqueViolation(inner))
        {
            return false;
        }
    }

    private static bool IsUniqueViolation(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
