using Portal.Catalogue.Requests;

namespace Portal.Web.Features.Requests;

/// <summary>What people read of a request's state and steps.</summary>
internal static class RequestWords
{
    public static string Of(RequestState state) => state switch
    {
        RequestState.Submitted => "Waiting",
        RequestState.ChangesRequested => "Changes requested",
        RequestState.Active => "Approved",
        _ => "Declined",
    };

    public static string Of(RequestStep step) => step.Action switch
    {
        "submitted" => "handed it in",
        "resubmitted" => "changed it and handed it in again",
        "approved" => "approved it",
        "declined" => "declined it",
        "changesRequested" => "asked for changes",
        _ => step.Action,
    };

    /// <summary>What a decider said last; null when nobody has said anything.</summary>
    public static RequestStep? LastComment(FeedRequest request) => request.History.LastOrDefault(step => step.Comment is not null);
}
