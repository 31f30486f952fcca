using System.Threading.Channels;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Portal.Benchmarks.FeedHost;

/// <summary>
/// The least that taking and serving entries costs: bare Kestrel and Microsoft.Data.Sqlite. A POST is parsed with XmlReader as
/// far as well-formedness, stored as one row in a file of the portal's settings (write-ahead log, synchronous=FULL) by a writer
/// that commits together what waits, and answered 201. A GET is a buffer. No accounts, no contract, no ids, no links.
/// </summary>
internal static class Floor
{
    public static async Task RunAsync(string folder, string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var bytes = File.Exists(page) ? await File.ReadAllBytesAsync(page) : [];
        await using var store = new Store(Path.Combine(folder, "floor.db"));
        app.MapGet("/page", async (HttpResponse response) =>
        {
            response.ContentType = "application/atom+xml;charset=utf-8";
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes);
        });
        app.MapPost("/entries", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            using (var reader = XmlReader.Create(new MemoryStream(body.GetBuffer(), 0, (int)body.Length)))
            {
                while (reader.Read())
                {
                }
            }

            await store.AddAsync(body.ToArray());
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        await app.StartAsync();
        await Roles.ServeAsync(app.Urls.Single());
    }

    private sealed class Store : IAsyncDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Channel<(byte[] Body, TaskCompletionSource Done)> _waiting = Channel.CreateBounded<(byte[], TaskCompletionSource)>(4096);
        private readonly Task _loop;

        public Store(string file)
        {
            _connection = new SqliteConnection($"Data Source={file}");
            _connection.Open();
            Run("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 64000; CREATE TABLE entries (position INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
            _loop = Task.Run(WriteAsync);
        }

        public async Task AddAsync(byte[] body)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _waiting.Writer.WriteAsync((body, done));
            await done.Task;
        }

        public async ValueTask DisposeAsync()
        {
            _waiting.Writer.Complete();
            await _loop;
            await _connection.DisposeAsync();
        }

        private async Task WriteAsync()
        {
            using var insert = _connection.CreateCommand();
            insert.CommandText = "INSERT INTO entries (payload) VALUES (@payload)";
            var payload = insert.Parameters.Add("@payload", SqliteType.Blob);
            List<TaskCompletionSource> committed = [];
            while (await _waiting.Reader.WaitToReadAsync())
            {
                committed.Clear();
                using (var transaction = _connection.BeginTransaction())
                {
                    insert.Transaction = transaction;
                    while (committed.Count < 4000 && _waiting.Reader.TryRead(out var next))
                    {
                        payload.Value = next.Body;
                        insert.ExecuteNonQuery();
                        committed.Add(next.Done);
                    }

                    transaction.Commit();
                }

                foreach (var done in committed)
                {
                    done.SetResult();
                }
            }
        }

        private void Run(string sql)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
