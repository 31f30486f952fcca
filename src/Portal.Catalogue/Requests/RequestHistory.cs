namespace Portal.Catalogue.Requests;

/// <summary>A check that the portal made of a request, with its verdict.</summary>
/// <param name="Id">The check's name.</param>
/// <param name="Passed">The verdict.</param>
/// <param name="Message">The verdict for people.</param>
/// <param name="Blocking">Whether a request that does not pass it cannot be approved.</param>
public sealed record RequestCheck(string Id, bool Passed, string Message, bool Blocking = false);

/// <summary>A step in a request's history.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who, by name.</param>
/// <param name="Action">What: <c>submitted</c>, <c>approved</c>, <c>declined</c>, <c>changesRequested</c> and the like.</param>
/// <param name="Comment">Why; null when they said nothing.</param>
public sealed record RequestStep(DateTimeOffset At, string Actor, string Action, string? Comment)
{
    /// <summary>Who, by id; null in steps from before ids were kept.</summary>
    public string? ActorId { get; init; }

    /// <summary>The name of who was away and in whose place they did it; null when it was their own right.</summary>
    public string? InPlaceOf { get; init; }

    /// <summary>The state before; null for the first step.</summary>
    public RequestState? From { get; init; }

    /// <summary>The state after; null in steps from before states were kept.</summary>
    public RequestState? To { get; init; }
}

/// <summary>Something that was said about a request.</summary>
/// <param name="At">When.</param>
/// <param name="ActorId">Who, by id.</param>
/// <param name="Actor">Who, by name.</param>
/// <param name="Text">What.</param>
public sealed record RequestComment(DateTimeOffset At, string ActorId, string Actor, string Text)
{
    /// <summary>Who is named in it, in order.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];
}

/// <summary>What would be different afterwards.</summary>
/// <param name="Field">What, for people.</param>
/// <param name="Before">As it is; null when it is not there.</param>
/// <param name="After">As it would be; null when it would be gone.</param>
public sealed record RequestDifference(string Field, string? Before, string? After);

/// <summary>How far a step of the provisioning is.</summary>
public enum ProvisioningState
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Begun; whether it was finished is known when it is done again.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>It could not be done.</summary>
    Failed,

    /// <summary>What it had made is gone again.</summary>
    Undone,
}

/// <summary>A step of the provisioning.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="State">How far it is.</param>
/// <param name="At">Since when.</param>
/// <param name="Detail">Why it could not be done; null otherwise.</param>
public sealed record ProvisioningProgress(string Name, ProvisioningState State, DateTimeOffset? At, string? Detail = null);
