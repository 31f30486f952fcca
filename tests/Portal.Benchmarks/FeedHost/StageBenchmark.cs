using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost;
using Portal.FeedHost.Publishing;
using Portal.Ingestion.Intake;
using Portal.Storage.EventLog;
using Portal.TestKit;
using Portal.Web.Security;

namespace Portal.Benchmarks.FeedHost;

/// <summary>What each stage of a POST costs, alone and on one thread: where the time of <c>post</c> goes.</summary>
internal static class StageBenchmark
{
    private const int Times = 20_000;

    public static async Task<int> RunAsync()
    {
        await using var portal = PortalHost.Start();
        using var client = Calls.Client(portal.Address);
        await Calls.MakeFeedAsync(client, "staged", withContract: true);
        var services = portal.Services;
        var keys = services.GetRequiredService<ApiKeys>();
        var feeds = services.GetRequiredService<IHostedFeeds>();
        var gates = services.GetRequiredService<IContractGate>();
        var log = services.GetRequiredService<IEventLog>();
        var id = FeedId.Parse("staged");
        var user = (await keys.AuthenticateAsync(PortalHost.BootstrapKey))!.ToPrincipal();
        var hosted = (await feeds.FindAsync(id, user))!;
        var http = Context(user);
        var body = Calls.Entry(1);
        var entry = PublishedBody.Read(http.Request, body, hosted).Entry!;
        var gate = await gates.OpenAsync(id);
        var recorded = new RecordedEntry { Position = new EventPosition(1), Feed = id, Entry = entry, Received = TimeProvider.System.GetUtcNow() };

        await MeasureAsync("key to principal", async () => (await keys.AuthenticateAsync(PortalHost.BootstrapKey))!.ToPrincipal());
        await MeasureAsync("find the feed", async () => await feeds.FindAsync(id, user));
        await MeasureAsync("read the entry", () => Done(PublishedBody.Read(http.Request, body, hosted)));
        await MeasureAsync("check the contract", () => Done(gate.Check(entry)));
        await MeasureAsync("encode", () => Done(EntryCodec.Encode(entry, ContractVerdict.Unchecked)));
        await MeasureAsync("decode", () => Done(EntryCodec.Decode(EntryCodec.Encode(entry, ContractVerdict.Unchecked).Payload)));
        await MeasureAsync("write the answer", async () =>
        {
            var context = Context(user);
            context.Response.Body = new MemoryStream();
            await PublishAnswers.Created(context, hosted, recorded, "http://localhost/feeds/staged/entries/1").ExecuteAsync(context);
            return context;
        });
        var number = 0;
        await MeasureAsync("append, 64 at once", async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
                log.AppendAsync(new AppendBatch { Feed = id, Entries = [new(entry with { Id = $"urn:x:{Interlocked.Increment(ref number)}" }, ContractVerdict.Unchecked, 1000)] }).AsTask()));
            return number;
        }, 64);
        using var nobody = portal.Client(key: null);
        await MeasureAsync("openapi 404", async () => await nobody.GetAsync("/openapi/none.json"));
        await MeasureAsync("unauthorised", async () => await nobody.GetAsync("/feeds/none"));
        await MeasureAsync("405 hub", async () => await client.GetAsync("/hub"));
        await MeasureAsync("a request to a feed that is not there", async () => await client.GetAsync("/feeds/none"));
        await MeasureAsync("a request that is known to be unchanged", async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/staged");
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
            return await client.SendAsync(request);
        });
        return 0;
    }

    private static DefaultHttpContext Context(ClaimsPrincipal user)
    {
        var http = new DefaultHttpContext { User = user };
        http.Request.ContentType = "application/atom+xml";
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("localhost");
        return http;
    }

    private static Task<object> Done(object? value) => Task.FromResult(value ?? new object());

    private static async Task MeasureAsync<T>(string stage, Func<Task<T>> run, int each = 1)
    {
        for (var i = 0; i < Times / each / 4; i++)
        {
            await run();
        }

        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < Times / each; i++)
        {
            await run();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{stage}: {Stopwatch.GetElapsedTime(start).TotalMicroseconds / Times:F1} us, {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1024.0 / Times:F1} KB"));
    }
}
