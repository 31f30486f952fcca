namespace Portal.Catalogue.Requests;

/// <summary>Where a request is.</summary>
public enum RequestState
{
    /// <summary>Waits for a decision.</summary>
    Submitted,

    /// <summary>Waits for its requester, who was asked to change it.</summary>
    ChangesRequested,

    /// <summary>Approved, and what was asked for is there.</summary>
    Active,

    /// <summary>Declined, with a reason.</summary>
    Declined,

    /// <summary>Still being written; nobody but its writer sees it.</summary>
    Draft,

    /// <summary>Approved; what was asked for is about to be made.</summary>
    Approved,

    /// <summary>What was asked for is being made.</summary>
    Provisioning,

    /// <summary>Taken back by its requester.</summary>
    Withdrawn,

    /// <summary>It could not be made; what had been made of it is gone again.</summary>
    Failed,

    /// <summary>Nobody did anything about it for too long.</summary>
    Expired,
}

/// <summary>How a request goes from one state to another: the whole table. Pure.</summary>
public static class RequestTransitions
{
    private static readonly Dictionary<RequestState, RequestState[]> Table = new()
    {
        [RequestState.Draft] = [RequestState.Submitted, RequestState.Expired],
        [RequestState.Submitted] =
            [RequestState.ChangesRequested, RequestState.Approved, RequestState.Declined, RequestState.Withdrawn, RequestState.Expired],
        [RequestState.ChangesRequested] = [RequestState.Submitted, RequestState.Withdrawn, RequestState.Expired],
        [RequestState.Approved] = [RequestState.Provisioning],
        [RequestState.Provisioning] = [RequestState.Active, RequestState.Failed],
        [RequestState.Failed] = [RequestState.Submitted, RequestState.Withdrawn, RequestState.Expired],
        [RequestState.Active] = [],
        [RequestState.Declined] = [],
        [RequestState.Withdrawn] = [],
        [RequestState.Expired] = [],
    };

    /// <summary>The states in which nothing is left to decide or to change.</summary>
    public static IReadOnlyList<RequestState> Decided { get; } = [.. Table.Keys.Where(state => state == RequestState.Failed || IsFinal(state))];

    /// <summary>The states of what was handed in and is not decided, or not made yet.</summary>
    public static IReadOnlyList<RequestState> Open { get; } = [.. Table.Keys.Except([RequestState.Draft]).Except(Decided)];

    /// <summary>The states that can follow one.</summary>
    public static IReadOnlyList<RequestState> Next(RequestState from) => Table[from];

    /// <summary>Whether a request can go from one state to another.</summary>
    public static bool Allows(RequestState from, RequestState to) => Table[from].Contains(to);

    /// <summary>Whether nothing more can happen to a request in this state.</summary>
    public static bool IsFinal(RequestState state) => Table[state].Length == 0;

    /// <summary>Whether what a request in this state asks for is spoken for: nobody else asks for the same.</summary>
    public static bool HoldsClaim(RequestState state) =>
        state is RequestState.Submitted or RequestState.ChangesRequested or RequestState.Approved or RequestState.Provisioning;
}
