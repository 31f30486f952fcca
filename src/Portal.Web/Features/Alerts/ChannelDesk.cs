using MimeKit;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Delivery;
using Portal.Web.Features.Alerts.Delivery;

namespace Portal.Web.Features.Alerts;

/// <summary>A channel as somebody wants it.</summary>
internal sealed record ChannelDraft(string Name, ChannelKind Kind, string Target, string? Secret, Severity AtLeast);

/// <summary>The channels that incidents are told by. Operators look after them.</summary>
internal sealed class ChannelDesk(
    IAlertChannels channels, SignedPosts posts, IEnumerable<IAlertSender> senders, IAuditTrail audit, TimeProvider time)
{
    public const int MaxChannels = 100;
    private const int MaxName = 100;
    private const int MaxTarget = 1000;
    private const int MaxDead = 500;

    public async Task<Outcome<IReadOnlyList<AlertChannel>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        Denied(actor) is { } refusal ? refusal : Outcome.Of(await channels.ListAsync(cancellationToken));

    public async Task<Outcome<AlertChannel>> AddAsync(ChannelDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Denied(actor) is { } refusal)
        {
            return refusal;
        }

        var errors = await CheckAsync(draft, cancellationToken);
        if (errors.Count > 0)
        {
            return new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
        }

        if ((await channels.ListAsync(cancellationToken)).Count >= MaxChannels)
        {
            return Refusal.Conflict($"There are {MaxChannels} channels already, which is the most.");
        }

        var channel = new AlertChannel
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Name = draft.Name.Trim(),
            Kind = draft.Kind,
            Target = draft.Kind == ChannelKind.Feed ? "" : draft.Target.Trim(),
            Secret = string.IsNullOrEmpty(draft.Secret) ? null : posts.Protect(draft.Secret),
            AtLeast = draft.AtLeast,
            CreatedBy = actor.Name,
        };
        await channels.SaveAsync(channel, cancellationToken);
        await RecordAsync("added", channel, [new("kind", null, channel.Kind.ToString()), new("target", null, Shown(channel)), new("atLeast", null, channel.AtLeast.ToString())], actor, cancellationToken);
        return channel;
    }

    public async Task<Outcome<string>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Denied(actor) is { } refusal)
        {
            return refusal;
        }

        var known = (await channels.ListAsync(cancellationToken)).FirstOrDefault(channel => channel.Id == id);
        if (known is null || !await channels.RemoveAsync(id, cancellationToken))
        {
            return Refusal.NotFound($"There is no channel '{id}'.");
        }

        await RecordAsync("removed", known, [new("target", Shown(known), null)], actor, cancellationToken);
        return id;
    }

    /// <summary>Sends a test message and waits; why it was not delivered, or an empty text when it was.</summary>
    public async Task<Outcome<string>> TestAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Denied(actor) is { } refusal)
        {
            return refusal;
        }

        if ((await channels.ListAsync(cancellationToken)).FirstOrDefault(channel => channel.Id == id) is not { } channel)
        {
            return Refusal.NotFound($"There is no channel '{id}'.");
        }

        var message = AlertMessage.Test(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), time.GetUtcNow(), actor.Name);
        return await senders.First(sender => sender.Kind == channel.Kind).SendAsync(channel, message, cancellationToken) ?? "";
    }

    public async Task<Outcome<IReadOnlyList<AlertDelivery>>> DeadAsync(Actor actor, CancellationToken cancellationToken = default) =>
        Denied(actor) is { } refusal ? refusal : Outcome.Of(await channels.DeadAsync(MaxDead, cancellationToken));

    public async Task<Outcome<string>> ResendAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        Denied(actor) is { } refusal ? refusal
        : await channels.ResendAsync(id, time.GetUtcNow(), cancellationToken) ? id : Refusal.NotFound($"There is no dead message '{id}'.");

    private ValueTask RecordAsync(
        string verb, AlertChannel channel, IReadOnlyList<FieldChange> changed, Actor actor, CancellationToken cancellationToken) => audit.RecordAsync(
            new AuditEvent($"monitoring.channel.{verb}", actor, AuditSubjects.Channel(channel.Id), $"Alert channel '{channel.Name}' was {verb}") { Changes = changed },
            cancellationToken);

    // The path of a webhook is often its secret.
    private static string Shown(AlertChannel channel) => channel.Kind == ChannelKind.Webhook && Uri.TryCreate(channel.Target, UriKind.Absolute, out var address)
        ? address.Host
        : channel.Target;

    private static Refusal? Denied(Actor actor) => actor.May(Permission.ManagePortal) ? null : Refusal.Forbidden("Only operators look after the channels of alerts.");

    private async Task<Dictionary<string, string[]>> CheckAsync(ChannelDraft draft, CancellationToken cancellationToken)
    {
        Dictionary<string, string[]> errors = [];
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > MaxName)
        {
            errors["name"] = [$"1 to {MaxName} characters."];
        }

        if (draft.Target.Length > MaxTarget)
        {
            errors["target"] = [$"At most {MaxTarget} characters."];
        }
        else if (draft.Kind == ChannelKind.Webhook)
        {
            if (await posts.ProblemOfAsync(draft.Target, cancellationToken) is { } problem)
            {
                errors["target"] = [problem];
            }
        }
        else if (draft.Kind == ChannelKind.Email && !(InternetAddressList.TryParse(draft.Target, out var people) && people.Count > 0 && people.Mailboxes.All(one => one.Address.Contains('@', StringComparison.Ordinal))))
        {
            errors["target"] = ["E-mail addresses with commas between."];
        }

        if (!string.IsNullOrEmpty(draft.Secret) && draft.Secret.Length < SignedPosts.MinSecret)
        {
            errors["secret"] = [$"At least {SignedPosts.MinSecret} characters: anybody could guess it."];
        }

        return errors;
    }
}
