using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Web.Delivery;

namespace Portal.Web.Notifications;

/// <summary>Delivers what people were told, in the ways that they chose, from the outbox that it was put into with the telling.</summary>
internal sealed partial class NotificationCourier(
    INotificationStore store, IPeopleDirectory people, Mailer mailer, SignedPosts posts, PortalAddress address, TimeProvider time, ILogger<NotificationCourier> logger)
    : Courier<NotificationDelivery>(time)
{
    protected override Task<IReadOnlyList<NotificationDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        store.DueAsync(now, limit, cancellationToken);

    protected override Task<Func<NotificationDelivery, CancellationToken, Task<Attempt>>> PrepareAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Func<NotificationDelivery, CancellationToken, Task<Attempt>>>(SendAsync);

    protected override Task SaveAsync(NotificationDelivery message, CancellationToken cancellationToken) => store.SaveAsync(message, cancellationToken);

    protected override Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.TidyAsync(before, cancellationToken);

    protected override void OnDead(NotificationDelivery message) => LogDead(message.Person, message.Way, message.Problem!);

    protected override void OnInterrupted(Exception exception) => LogInterrupted(exception);

    // What they chose, and whether they are here at all, is asked at each attempt: it may be hours later.
    private async Task<Attempt> SendAsync(NotificationDelivery delivery, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(delivery.Notification, cancellationToken) is not { } notification
            || await people.FindAsync(delivery.Person, cancellationToken) is not { } person
            || await store.FindChoiceAsync(delivery.Person, cancellationToken) is not { } choice
            || !choice.Wants(delivery.Way))
        {
            return new Attempt("It is not wanted in this way any more.", IsLast: true);
        }

        var message = NotificationMessage.Of(delivery.Id, notification, address.Value);
        return delivery.Way == NotificationWay.Webhook
            ? new Attempt(await posts.SendAsync(message.Id, choice.Webhook!, choice.Secret, message.ToJson(), cancellationToken))
            : person.Email is { } email
                ? new Attempt(await mailer.SendAsync(message.Id, email, message.Title, message.ToText(), cancellationToken))
                : new Attempt("There is no e-mail address.", IsLast: true);
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "A notification of person {Person} could not be delivered ({Way}) and is not tried any more: {Problem}")]
    private partial void LogDead(string person, NotificationWay way, string problem);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Delivering notifications was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
