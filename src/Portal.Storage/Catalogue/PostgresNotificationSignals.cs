using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Catalogue.Notifications;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

/// <summary>Hears with <c>LISTEN</c>, on a connection of its own, what the transactions of notifications say with <c>NOTIFY</c>. One reads at a time.</summary>
internal sealed class PostgresNotificationSignals(string connectionString) : INotificationSignals, IAsyncDisposable
{
    private const string Channel = "portal_notifications";

    // A person once, however often they were told: no more than there are people.
    private readonly HashSet<string> _people = [];
    private NpgsqlConnection? _listener;

    /// <summary>Says with the transaction, where there can be others who listen, whom it concerns.</summary>
    public static async Task SayAsync(PortalDbContext context, string person, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {person})", cancellationToken);
        }
    }

    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_listener is null)
            {
                await ListenAsync(cancellationToken);
                return null;
            }

            while (_people.Count == 0)
            {
                await _listener.WaitAsync(cancellationToken);
            }

            var person = _people.First();
            _people.Remove(person);
            return person;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // A broken connection is of no further use: the next round opens another.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is { } listener)
        {
            _listener = null;
            await listener.DisposeAsync();
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        // It tells of a connection that silently went.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        _listener = connection;
        connection.Notification += (_, said) => _people.Add(said.Payload);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
