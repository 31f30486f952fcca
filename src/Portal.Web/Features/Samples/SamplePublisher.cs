using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Portal.Web.Features.Samples;

/// <summary>Publishes the sample organisation's events as any publisher would: over AtomPub, with a key of its own.</summary>
internal sealed partial class SamplePublisher(
    SampleOrganisation organisation,
    IServer server,
    IHostApplicationLifetime lifetime,
    IHttpClientFactory clients,
    TimeProvider time,
    ILogger<SamplePublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(400);
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await organisation.EnsureAsync(stoppingToken) is not { } secret || await AddressAsync(stoppingToken) is not { } address)
            {
                return;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, organisation.WhenRemoved);
            using var client = clients.CreateClient();
            client.BaseAddress = address;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            await PublishAsync(client, new SampleStory(Random.Shared), stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped or removed: both are how this ends.
        }
    }

    private async Task PublishAsync(HttpClient client, SampleStory story, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var happened in story.Advance(time.GetUtcNow()))
            {
                await PostAsync(client, happened, cancellationToken);
            }
        }
    }

    private async Task PostAsync(HttpClient client, SampleEvent happened, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new StringContent(ToAtom(happened, time.GetUtcNow()), Encoding.UTF8, "application/atom+xml");
            using var answer = await client.PostAsync(new Uri($"feeds/{happened.Feed}", UriKind.Relative), body, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                LogRefused(happened.Feed, (int)answer.StatusCode);
            }
        }
        catch (HttpRequestException exception)
        {
            LogUnreachable(exception, happened.Feed);
        }
    }

    private static string ToAtom(SampleEvent happened, DateTimeOffset now)
    {
        var content = happened.ContentType == "application/xml" ? (object)XElement.Parse(happened.Payload) : happened.Payload;
        return new XElement(
            Atom + "entry",
            new XElement(Atom + "id", $"urn:uuid:{Guid.CreateVersion7(now)}"),
            new XElement(Atom + "title", happened.Title),
            new XElement(Atom + "updated", now),
            new XElement(Atom + "published", now),
            new XElement(Atom + "author", new XElement(Atom + "name", "Sample organisation")),
            new XElement(Atom + "category", new XAttribute("term", happened.EventType)),
            new XElement(Atom + "content", new XAttribute("type", happened.ContentType), content)).ToString(SaveOptions.DisableFormatting);
    }

    private async Task<Uri?> AddressAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses
            .FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (address is null)
        {
            LogNoAddress();
            return null;
        }

        // A wildcard is where it listens, not where it can be called.
        var callable = BindingAddress.Parse(address);
        var host = callable.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : callable.Host;
        return new UriBuilder(callable.Scheme, host, callable.Port, callable.PathBase + "/").Uri;
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The portal refused a sample event of {Feed} with status {Status}")]
    private partial void LogRefused(string feed, int status);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "A sample event of {Feed} could not be delivered")]
    private partial void LogUnreachable(Exception exception, string feed);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "The sample organisation publishes nothing: the portal has no http address that it could call")]
    private partial void LogNoAddress();
}
