using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>Everything that can be asked for: one set of rules a kind.</summary>
public sealed class RequestKinds
{
    private readonly Dictionary<RequestKind, IRequestKind> _kinds;

    /// <summary>All kinds.</summary>
    public RequestKinds(
        FeedRegistry registry, IFeedStore feeds, IContractStore contracts, ContractRegistry versions, AccessControl access, TimeProvider time)
    {
        IRequestKind[] kinds =
        [
            new NewFeedKind(RequestKind.NewFeed, feeds),
            new NewFeedKind(RequestKind.FollowFeed, feeds),
            new AccessKind(feeds, access, time),
            new NewContractKind(registry, contracts, versions),
            new ChangeKind(registry, feeds),
            new RetireKind(registry, feeds),
        ];
        _kinds = kinds.ToDictionary(kind => kind.Kind);
    }

    internal IRequestKind Of(RequestKind kind) => _kinds[kind];
}
