using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Kinds;

namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>Limits what a new feed keeps.</summary>
public sealed class RetentionStep(FeedRegistry registry) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Retention;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var actor = ProvisioningActor.Of(request);
        var found = await registry.FindAsync(request.Draft.Feed, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal.Detail
            : found.Value.Retention == FeedLimits.CleanRetention(request.Draft.Retention) ? null
            : (await registry.ChangeAsync(request.Draft.Feed, new FeedChange { Retention = request.Draft.Retention }, actor, cancellationToken)).Refusal?.Detail;
    }

    /// <inheritdoc />
    /// <remarks>It goes with the feed.</remarks>
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Opens a new feed: from here on it is there for everybody.</summary>
public sealed class OpenStep(FeedRegistry registry) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Open;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var actor = ProvisioningActor.Of(request);
        var found = await registry.FindAsync(request.Draft.Feed, actor, cancellationToken);
        return found is { Value.State: not LifeCycle.Proposed } ? null
            : (await registry.ChangeAsync(request.Draft.Feed, new FeedChange { State = LifeCycle.Active }, actor, cancellationToken)).Refusal?.Detail;
    }

    /// <inheritdoc />
    /// <remarks>It goes with the feed.</remarks>
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Changes a feed that is there.</summary>
public sealed class ChangeStep(FeedRegistry registry) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Change;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var actor = ProvisioningActor.Of(request);
        var found = await registry.FindAsync(request.Draft.Feed, actor, cancellationToken);
        return found.Succeeded
            ? (await registry.ChangeAsync(request.Draft.Feed, ChangeKind.ChangeOf(request.Draft, found.Value), actor, cancellationToken)).Refusal?.Detail
            : found.Refusal.Detail;
    }

    /// <inheritdoc />
    /// <remarks>A change is made whole or not at all, and no step comes after it.</remarks>
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Retires a feed.</summary>
public sealed class RetireStep(FeedRegistry registry) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Retire;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var actor = ProvisioningActor.Of(request);
        return await registry.FindAsync(request.Draft.Feed, actor, cancellationToken) is { Value.State: LifeCycle.Retired } ? null
            : (await registry.ChangeAsync(request.Draft.Feed, RetireKind.ChangeOf(request.Draft), actor, cancellationToken)).Refusal?.Detail;
    }

    /// <inheritdoc />
    /// <remarks>A feed is retired or not, and no step comes after it.</remarks>
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Opens a restricted feed to who asked.</summary>
public sealed class GrantStep(FeedGrants grants) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Grant;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var (kind, grantee) = AccessKind.GranteeOf(request.Draft, request.RequesterId);
        return (await grants.GrantAsync(request.Draft.Feed, kind, grantee, request.Draft.Until, ProvisioningActor.Of(request), cancellationToken)).Refusal?.Detail;
    }

    /// <inheritdoc />
    /// <remarks>It is there or not, and no step comes after it.</remarks>
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}
