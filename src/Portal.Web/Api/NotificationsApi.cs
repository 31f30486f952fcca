using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Notifications;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Something that the caller was told.</summary>
internal sealed record NotificationItem(string Id, NotificationKind Kind, string Title, string Text, string Link, DateTimeOffset At, DateTimeOffset? Read)
{
    public static NotificationItem Of(Notification one) => new(one.Id, one.Kind, one.Title, one.Text, $"/{one.Link}", one.At, one.Read);
}

/// <summary>How many were not read before.</summary>
internal sealed record ReadItem(int Read);

/// <summary>What the caller was told: people are, keys are not.</summary>
internal static class NotificationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapGet("/", ListAsync).WithName("ListNotifications").WithSummary("What the caller was told, newest first, 500 at most.");
        notifications.MapPost("/read", ReadAllAsync).WithName("ReadAllNotifications").WithSummary("Marks all as read.");
        notifications.MapPost("/{id}/read", ReadAsync).WithName("ReadNotification").WithSummary("Marks one as read.");
    }

    private static async Task<Results<Ok<Page<NotificationItem>>, ProblemHttpResult>> ListAsync(HttpContext http, NotificationDesk desk, bool? unread, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var told = await desk.ListAsync(http.User.ToActor(), unread ?? false, cancellationToken: http.RequestAborted);
        return TypedResults.Ok(Paging.Slice<NotificationItem>([.. told.Select(NotificationItem.Of)], limit, cursor));
    }

    private static async Task<Results<Ok<ReadItem>, ProblemHttpResult>> ReadAllAsync(HttpContext http, NotificationDesk desk)
    {
        var read = await desk.ReadAllAsync(http.User.ToActor(), http.RequestAborted);
        return read.Succeeded ? TypedResults.Ok(new ReadItem(read.Value)) : read.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReadAsync(string id, HttpContext http, NotificationDesk desk)
    {
        var read = await desk.ReadAsync(id, http.User.ToActor(), http.RequestAborted);
        return read.Succeeded ? TypedResults.NoContent() : read.Refusal.ToProblem();
    }
}
