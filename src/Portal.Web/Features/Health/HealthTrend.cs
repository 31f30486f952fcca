using Portal.Ingestion.Subscriptions;
using Portal.Web.Figures;

namespace Portal.Web.Features.Health;

/// <summary>How many followed feeds were in trouble at a time.</summary>
/// <param name="At">When.</param>
/// <param name="Failing">How many were failing.</param>
/// <param name="Late">How many were late.</param>
/// <param name="Gap">How many had an open gap.</param>
internal sealed record HealthSample(DateTimeOffset At, int Failing, int Late, int Gap);

/// <summary>Keeps how followed feeds have been since the start of this process, a day at most: a sample every five minutes.</summary>
internal sealed partial class HealthTrend(ISubscriptionStore store, TimeProvider time, ILogger<HealthTrend> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private const int MaxSamples = 288;
    private readonly Lock _gate = new();
    private readonly Queue<HealthSample> _samples = [];

    /// <summary>The samples, oldest first.</summary>
    public IReadOnlyList<HealthSample> Samples
    {
        get
        {
            lock (_gate)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Takes a sample.</summary>
    public async Task SampleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var health = (await store.ListAsync(cancellationToken)).CountBy(subscription => SubscriptionHealth.Judge(subscription, now).Health).ToDictionary();
        var sample = new HealthSample(
            now, health.GetValueOrDefault(FeedHealth.Failing), health.GetValueOrDefault(FeedHealth.Late), health.GetValueOrDefault(FeedHealth.Gap));
        lock (_gate)
        {
            _samples.Enqueue(sample);
            while (_samples.Count > MaxSamples)
            {
                _samples.Dequeue();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await SampleAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotSampled(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "How the followed feeds are could not be read; the next sample is in five minutes")]
    private partial void LogNotSampled(Exception exception);
}
