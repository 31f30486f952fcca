using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Events.Deliveries;
using Portal.Ingestion.Channels;
using Portal.Monitoring.Incidents;
using Portal.TestKit;
using Portal.Web.Delivery;
using Portal.Web.Features.Alerts.Delivery;

namespace Portal.ComponentTests.Monitoring;

/// <summary>What becomes of messages about incidents whose receivers fail or hang.</summary>
public sealed class AlertCourierTests : MonitoringTest
{
    private readonly ChannelsInMemory _channels = new();

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_ThatHangs_HoldsUpOnlyItsOwnMessages()
    {
        var asked = new TaskCompletionSource();
        await using var hanging = new LoopbackServer(async (_, _, closing) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing);
        });
        await using var good = new LoopbackServer(_ => LoopbackServer.Http(204));
        var (stuck, next, other) = (Message("hanging", hanging.Address, "1"), Message("hanging", hanging.Address, "2"), Message("good", good.Address, "3"));
        using var courier = NewCourier();

        var delivering = courier.DeliverAsync(Stop);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        await other.Delivered.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        Assert.False(delivering.IsCompleted);
        Clock.Advance(SignedPosts.Timeout);
        await delivering.WaitAsync(TimeSpan.FromSeconds(20), Stop);

        Assert.Equal((DeliveryState.Waiting, 1, "The receiver did not answer within 10 seconds."), (stuck.Message.State, stuck.Message.Attempts, stuck.Message.Problem));
        Assert.Equal((DeliveryState.Waiting, 0), (next.Message.State, next.Message.Attempts));
        Assert.Equal(DeliveryState.Delivered, other.Message.State);
    }

    [Fact]
    public async Task Webhook_ThatKeepsFailing_IsTriedLaterAndLaterThenDead_AndCanBeSentAgain()
    {
        var works = false;
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(works ? 204 : 503));
        var told = Message("ops", server.Address, "1");
        using var courier = NewCourier();

        for (var attempt = 1; attempt <= DeliverySchedule.MaxAttempts; attempt++)
        {
            await courier.DeliverAsync(Stop);
            Assert.Equal(attempt, server.Requests.Count);
            await courier.DeliverAsync(Stop);
            Assert.Equal(attempt, server.Requests.Count);
            Clock.Advance(DeliverySchedule.After(attempt));
        }

        Assert.Equal((DeliveryState.Dead, "The receiver answered 503."), (told.Message.State, told.Message.Problem));
        await courier.DeliverAsync(Stop);
        Assert.Equal(DeliverySchedule.MaxAttempts, server.Requests.Count);

        works = true;
        Assert.True(await _channels.ResendAsync("1", Clock.GetUtcNow(), Stop));
        await courier.DeliverAsync(Stop);

        Assert.Equal((DeliveryState.Delivered, null), (told.Message.State, told.Message.Problem));
        Assert.All(server.Requests, request => Assert.Contains("X-Portal-Delivery: 1", request, StringComparison.OrdinalIgnoreCase));
        Assert.False(await _channels.ResendAsync("1", Clock.GetUtcNow(), Stop));
    }

    [Fact]
    public async Task Message_OfAChannelThatIsGone_IsGivenUp()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(204));
        var told = Message("gone", server.Address, "1");
        _channels.Channels.Clear();
        using var courier = NewCourier();

        await courier.DeliverAsync(Stop);

        Assert.Equal((DeliveryState.Dead, "The channel is gone."), (told.Message.State, told.Message.Problem));
        Assert.Empty(server.Requests);
    }

    private AlertCourier NewCourier()
    {
        var posts = new SignedPosts(Options.Create(new ChannelOptions { AllowPrivateNetworks = true }), new EphemeralDataProtectionProvider(), Clock);
        return new AlertCourier(_channels, Incidents, Mask, [new WebhookSender(posts)], Clock, NullLogger<AlertCourier>.Instance);
    }

    private Told Message(string channel, Uri address, string id)
    {
        if (!_channels.Channels.Exists(one => one.Id == channel))
        {
            _channels.Channels.Add(new AlertChannel { Id = channel, Name = channel, Kind = ChannelKind.Webhook, Target = address.ToString(), CreatedBy = "Otto" });
        }

        if (Incidents.Incidents.Count == 0)
        {
            Incidents.Open(1, "Too many", "orders");
        }

        var told = new Told(new AlertDelivery { Id = id, Channel = channel, Incident = 1, News = IncidentNews.Opened, Created = Now, NextAttempt = Clock.GetUtcNow() }, new TaskCompletionSource());
        _channels.Messages.Add(told);
        return told;
    }

    private sealed record Told(AlertDelivery Message, TaskCompletionSource Delivered);

    private sealed class ChannelsInMemory : IAlertChannels
    {
        public List<AlertChannel> Channels { get; } = [];

        public List<Told> Messages { get; } = [];

        public Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<AlertChannel>>([.. Channels]);

        public Task SaveAsync(AlertChannel channel, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<AlertDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<AlertDelivery>>([.. Messages.Select(told => told.Message).Where(m => m.State == DeliveryState.Waiting && m.NextAttempt <= now).Take(limit)]);

        public Task SaveAsync(AlertDelivery delivery, CancellationToken cancellationToken = default)
        {
            Messages.Find(told => told.Message.Id == delivery.Id)!.Delivered.TrySetResult();
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<AlertDelivery>> DeadAsync(int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> ResendAsync(string id, DateTimeOffset now, CancellationToken cancellationToken = default)
        {
            var dead = Messages.Find(told => told.Message.Id == id && told.Message.State == DeliveryState.Dead)?.Message;
            if (dead is not null)
            {
                (dead.State, dead.Attempts, dead.NextAttempt) = (DeliveryState.Waiting, 0, now);
            }

            return Task.FromResult(dead is not null);
        }

        public Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
