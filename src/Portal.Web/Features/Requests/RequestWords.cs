using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Provisioning;

namespace Portal.Web.Features.Requests;

/// <summary>What people read of a request's kind, state and steps.</summary>
internal static class RequestWords
{
    public static string Of(RequestState state) => state switch
    {
        RequestState.Draft => "Draft",
        RequestState.Submitted => "Waiting",
        RequestState.ChangesRequested => "Changes requested",
        RequestState.Approved => "Approved",
        RequestState.Provisioning => "Being made",
        RequestState.Active => "Active",
        RequestState.Withdrawn => "Withdrawn",
        RequestState.Failed => "Failed",
        RequestState.Expired => "Expired",
        _ => "Declined",
    };

    public static string Of(RequestKind kind) => kind switch
    {
        RequestKind.NewFeed => "New feed",
        RequestKind.FollowFeed => "Follow a feed",
        RequestKind.Access => "Access",
        RequestKind.NewContract => "New contract version",
        RequestKind.Change => "Change",
        _ => "Retire",
    };

    public static string Of(RequestStep step) => step.Action switch
    {
        "submitted" => "handed it in",
        "resubmitted" => "handed it in again",
        "approved" => "approved it",
        "declined" => "declined it",
        "changesRequested" => "asked for changes",
        "withdrawn" => "took it back",
        "expired" => "let it expire",
        "provisioning" => "began to make it",
        "provisioned" => "made it",
        "failed" => "could not make it",
        _ => step.Action,
    };

    public static string OfStep(string name) => name switch
    {
        StepNames.Source => "Read the source",
        StepNames.Feed => "Create the feed",
        StepNames.Contract => "Publish the contract",
        StepNames.Retention => "Set what is kept",
        StepNames.Key => "Make the publisher's key",
        StepNames.Dashboard => "Make the dashboard",
        StepNames.SmokeTest => "Post an entry, read it back, remove it",
        StepNames.Open => "Open the feed",
        StepNames.Subscription => "Poll for the first time",
        StepNames.Grant => "Let the reader in",
        StepNames.Change => "Change the feed",
        StepNames.Retire => "Retire the feed",
        _ => name,
    };

    /// <summary>What a request is called where it stands among others.</summary>
    public static string TitleOf(FeedRequest request) => string.IsNullOrWhiteSpace(request.Draft.Title) ? request.Target ?? "No title yet" : request.Draft.Title;

    /// <summary>What somebody said last with a step; null when nobody has said anything.</summary>
    public static RequestStep? LastComment(FeedRequest request) => request.History.LastOrDefault(step => step.Comment is not null);
}
