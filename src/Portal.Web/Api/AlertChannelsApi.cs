using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Access;
using Portal.Ingestion.Channels;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A way in which people or programs are told of incidents. The address of a webhook is shown without its query, which may hold a secret.</summary>
internal sealed record AlertChannelItem(string Id, string Name, ChannelKind Kind, string Target, bool Signed, Severity AtLeast, string CreatedBy)
{
    public static AlertChannelItem Of(AlertChannel channel) => new(
        channel.Id, channel.Name, channel.Kind, channel.Kind == ChannelKind.Webhook ? ShownAddress.Of(channel.Target) : channel.Target,
        channel.Secret is not null, channel.AtLeast, channel.CreatedBy);
}

/// <summary>What is posted to set a channel up.</summary>
internal sealed record AlertChannelBody(string? Name, ChannelKind? Kind, string? Target, string? Secret, Severity? AtLeast);

/// <summary>The outcome of a test.</summary>
internal sealed record ChannelTestItem(bool Delivered, string? Problem);

/// <summary>A message that could not be delivered.</summary>
internal sealed record DeadMessageItem(string Id, string Channel, int Incident, IncidentNews News, DateTimeOffset Created, int Attempts, string? Problem);

/// <summary>The channels that incidents are told by, for operators.</summary>
internal static class AlertChannelsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var channels = api.MapGroup("/alert-channels").WithTags("Alerts").RequireAuthorization(nameof(Permission.ManagePortal));
        channels.MapGet("", ListAsync).WithName("ListAlertChannels").WithSummary("The channels, by name.");
        channels.MapPost("", AddAsync).WithName("AddAlertChannel").WithSummary("Sets a channel up: a signed webhook, e-mail, or entries of portal-alerts.");
        channels.MapDelete("/{id}", RemoveAsync).WithName("RemoveAlertChannel").WithSummary("Removes a channel with its messages.");
        channels.MapPost("/{id}/test", TestAsync).WithName("TestAlertChannel").WithSummary("Sends a test message and waits for the outcome.");
        channels.MapGet("/dead", DeadAsync).WithName("ListDeadAlertMessages").WithSummary("Messages that could not be delivered, newest first.");
        channels.MapPost("/dead/{id}/resend", ResendAsync).WithName("ResendDeadAlertMessage").WithSummary("Lets a message be tried again.");
    }

    private static async Task<Results<Ok<Page<AlertChannelItem>>, ProblemHttpResult>> ListAsync(HttpContext http, ChannelDesk desk)
    {
        var listed = await desk.ListAsync(http.User.ToActor(), http.RequestAborted);
        return listed.Succeeded
            ? TypedResults.Ok(new Page<AlertChannelItem>([.. listed.Value.Select(AlertChannelItem.Of)], null))
            : listed.Refusal.ToProblem();
    }

    private static async Task<Results<Created<AlertChannelItem>, ProblemHttpResult>> AddAsync(AlertChannelBody body, HttpContext http, ChannelDesk desk)
    {
        var draft = new ChannelDraft(body.Name ?? "", body.Kind ?? ChannelKind.Webhook, body.Target ?? "", body.Secret, body.AtLeast ?? Severity.Info);
        var added = await desk.AddAsync(draft, http.User.ToActor(), http.RequestAborted);
        return added.Succeeded
            ? TypedResults.Created($"/api/v1/alert-channels/{added.Value.Id}", AlertChannelItem.Of(added.Value))
            : added.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, HttpContext http, ChannelDesk desk)
    {
        var removed = await desk.RemoveAsync(id, http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ChannelTestItem>, ProblemHttpResult>> TestAsync(string id, HttpContext http, ChannelDesk desk)
    {
        var tested = await desk.TestAsync(id, http.User.ToActor(), http.RequestAborted);
        return tested.Succeeded
            ? TypedResults.Ok(new ChannelTestItem(tested.Value.Length == 0, tested.Value.Length == 0 ? null : tested.Value))
            : tested.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<DeadMessageItem>>, ProblemHttpResult>> DeadAsync(HttpContext http, ChannelDesk desk)
    {
        var dead = await desk.DeadAsync(http.User.ToActor(), http.RequestAborted);
        return dead.Succeeded
            ? TypedResults.Ok(new Page<DeadMessageItem>(
                [.. dead.Value.Select(d => new DeadMessageItem(d.Id, d.Channel, d.Incident, d.News, d.Created, d.Attempts, d.Problem))], null))
            : dead.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResendAsync(string id, HttpContext http, ChannelDesk desk)
    {
        var sent = await desk.ResendAsync(id, http.User.ToActor(), http.RequestAborted);
        return sent.Succeeded ? TypedResults.NoContent() : sent.Refusal.ToProblem();
    }
}
