using System.Reflection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;

namespace Portal.TestKit;

/// <summary>Requests in memory; what is read is a value of its own, as it is from a database.</summary>
public sealed class FakeRequestStore : IRequestStore
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FeedRequest> _requests = [];
    private readonly Dictionary<(string Domain, DateOnly Day), int> _byPolicy = [];

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>When set, noting that people were told fails with it.</summary>
    public Exception? ToldFailure { get; set; }

    /// <summary>What every save meets, when it would have worked.</summary>
    public RequestSaved Saved { get; set; } = RequestSaved.Done;

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<FeedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests.Values.OrderByDescending(r => r.Created).ThenByDescending(r => r.Id, StringComparer.Ordinal).Select(Copy)];
            }
        }
    }

    public Task<FeedRequest?> FindAsync(string id, CancellationToken cancellationToken = default) => Failure is null
        ? Task.FromResult(Requests.FirstOrDefault(request => request.Id == id))
        : Task.FromException<FeedRequest?>(Failure);

    public Task<IReadOnlyList<FeedRequest>> ListAsync(RequestQuery query, CancellationToken cancellationToken = default) => Failure is null
        ? Task.FromResult<IReadOnlyList<FeedRequest>>([.. (query.OldestFirst ? Matching(query).OrderBy(r => r.Changed) : Matching(query)).Take(query.Limit)])
        : Task.FromException<IReadOnlyList<FeedRequest>>(Failure);

    public Task<int> CountAsync(RequestQuery query, CancellationToken cancellationToken = default) => Failure is null
        ? Task.FromResult(Matching(query).Count())
        : Task.FromException<int>(Failure);

    public Task<RequestSaved> AddAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(Put(request));
        }
    }

    public Task<RequestSaved> SaveAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(Saved != RequestSaved.Done || _requests[request.Id].Version != request.Version - 1
                ? Saved == RequestSaved.Done ? RequestSaved.Overtaken : Saved
                : Put(request));
        }
    }

    public Task<RequestSaved> SaveWithinAsync(ApprovalQuota quota, FeedRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_byPolicy.GetValueOrDefault((quota.Domain, quota.Day)) >= quota.Most)
            {
                return Task.FromResult(RequestSaved.QuotaUsed);
            }

            var saved = SaveAsync(request, cancellationToken);
            if (saved.Result == RequestSaved.Done)
            {
                _byPolicy[(quota.Domain, quota.Day)] = _byPolicy.GetValueOrDefault((quota.Domain, quota.Day)) + 1;
            }

            return saved;
        }
    }

    public Task ToldAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        if (ToldFailure is not null)
        {
            return Task.FromException(ToldFailure);
        }

        lock (_lock)
        {
            if (_requests[request.Id] is var stored && stored.Version == request.Version)
            {
                stored.Told();
            }
        }

        return Task.CompletedTask;
    }

    public Task<bool> DiscardAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(_requests.TryGetValue(id, out var found) && found.State == RequestState.Draft && _requests.Remove(id));
        }
    }

    private RequestSaved Put(FeedRequest request)
    {
        if (request.Claim is not null && _requests.Values.Any(other => other.Id != request.Id && other.Claim == request.Claim))
        {
            return RequestSaved.AskedAlready;
        }

        _requests[request.Id] = Copy(request);
        return RequestSaved.Done;
    }

    private IEnumerable<FeedRequest> Matching(RequestQuery query) => Requests.Where(r =>
        (query.RequesterId is null || r.RequesterId == query.RequesterId)
        && (query.DraftsOf is null || r.State != RequestState.Draft || r.RequesterId == query.DraftsOf)
        && (query.States is null || query.States.Contains(r.State))
        && (query.AccessTo is null || (r.Kind == RequestKind.Access && query.AccessTo.Contains(r.Target!)))
        && (!query.UntoldOnly || r.UntoldSteps > 0 || r.UntoldComments > 0));

    // Its parts are values that never change.
    private static FeedRequest Copy(FeedRequest request) => (FeedRequest)Clone.Invoke(request, null)!;
}

/// <summary>A policy in memory.</summary>
public sealed class FakePolicyStore : IPolicyStore
{
    /// <summary>The policy.</summary>
    public RequestPolicy? Policy { get; set; }

    public Task<RequestPolicy?> FindAsync(CancellationToken cancellationToken = default) => Task.FromResult(Policy);

    public Task<bool> SaveAsync(RequestPolicy policy, CancellationToken cancellationToken = default)
    {
        Policy = policy;
        return Task.FromResult(true);
    }
}

/// <summary>Everybody is here, unless they are known to have gone.</summary>
public sealed class FakeRequesters : IRequesters
{
    /// <summary>Who has gone.</summary>
    public HashSet<string> Gone { get; } = [];

    /// <summary>Who made which key.</summary>
    public Dictionary<string, string> Makers { get; } = [];

    /// <summary>People who are more than developers.</summary>
    public Dictionary<string, Actor> Known { get; } = [];

    public ValueTask<Actor?> FindAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(
        Gone.Contains(id) ? null : Known.GetValueOrDefault(id) ?? new Actor { Id = id, Name = id, Roles = new HashSet<string> { PortalRoles.Developer } });

    public ValueTask<string?> MakerOfAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(Makers.GetValueOrDefault(id));
}
