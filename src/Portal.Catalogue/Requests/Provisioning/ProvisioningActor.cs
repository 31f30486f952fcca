using Portal.Catalogue.Access;

namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>By whose decision a request is made.</summary>
internal static class ProvisioningActor
{
    /// <summary>The portal with the name of who approved: a decision carries rights that its decider need not have, as a team's over its feed.</summary>
    public static Actor Of(FeedRequest request) => request.Approval is { } approval
        ? Actor.Portal with { Id = approval.ActorId ?? Actor.Portal.Id, Name = approval.Actor }
        : Actor.Portal;
}
