using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Portal.TestKit.Databases;

/// <summary>
/// A PostgreSQL server of the test run's own, on a free loopback port, with its data below the temporary folder.
/// It ends when disposed, and after <see cref="LongestLife"/> in any case: a killed test run leaves no server behind.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    /// <summary>A server that nobody has stopped by then stops by itself.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(25);

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(50);

    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port;
    private readonly Process _server;
    private int _databases;

    private TestPostgres(string binaries, string folder, int port, Process server) =>
        (_binaries, _folder, _port, _server) = (binaries, folder, port, server);

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Absence => PostgresBinaries.Find() is null
        ? "PostgreSQL is not installed: install it, for example with 'apt-get install postgresql'; a server is started by the tests themselves."
        : null;

    /// <summary>Whether the run must fail instead of skipping what cannot be tried here.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("PORTAL_TESTS_REQUIRE_ALL") == "1";

    /// <summary>Starts a server; it takes connections when this returns.</summary>
    public static async Task<TestPostgres> StartAsync(CancellationToken cancellationToken = default)
    {
        var binaries = PostgresBinaries.Find() ?? throw new InvalidOperationException(Absence);
        var folder = Path.Combine(Path.GetTempPath(), $"portal-postgres-{Guid.NewGuid():N}");
        await RunAsync(
            AsServerUser(
                Path.Combine(binaries, "initdb"), "-D", folder, "-A", "trust", "-U", "postgres", "--no-sync", "--locale=C.UTF-8", "-E", "UTF8"),
            cancellationToken);
        var port = FreePort();
        var server = Start(AsServerUser(
            "timeout", "--signal=INT", $"{LongestLife.TotalSeconds:0}", Path.Combine(binaries, "postgres"), "-D", folder, "-p", $"{port}",
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}", "-c", "fsync=off", "-c", "max_connections=200",
            "-c", "log_min_messages=panic"));
        var postgres = new TestPostgres(binaries, folder, port, server);
        await postgres.WaitUntilReadyAsync(cancellationToken);
        return postgres;
    }

    /// <summary>Makes an empty database.</summary>
    public async Task<ITestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        return new Database(this, name);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
        {
            await RunAsync(AsServerUser(Path.Combine(_binaries, "pg_ctl"), "-D", _folder, "-m", "immediate", "-w", "stop"), CancellationToken.None);
            await _server.WaitForExitAsync(CancellationToken.None);
        }

        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "postgres",
        Database = database,
        Timeout = 15,
        MaxPoolSize = 20,
    }.ConnectionString;

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTimeout);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1", limit.Token);
                return;
            }
            catch (NpgsqlException) when (!_server.HasExited)
            {
                await Task.Delay(StartPoll, TimeProvider.System, limit.Token);
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        // Without a pool: no idle connection holds a database that is to be dropped.
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The server refuses to run as root.
    private static string[] AsServerUser(params string[] command) =>
        Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {errors}");
        }
    }

    private sealed class Database(TestPostgres server, string name) : ITestDatabase
    {
        public string Provider => "Postgres";

        public string ConnectionString => server.ConnectionString(name);

        public async ValueTask DisposeAsync() =>
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
    }
}
