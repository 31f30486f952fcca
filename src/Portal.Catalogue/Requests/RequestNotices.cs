using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;

namespace Portal.Catalogue.Requests;

/// <summary>What is told to whom when something happens to a request. Nobody is told of what they did themselves. Pure.</summary>
public static class RequestNotices
{
    /// <summary>A request moved to another state.</summary>
    /// <param name="request">The request.</param>
    /// <param name="at">Which step of its history it was.</param>
    /// <param name="deciders">Who decides on it; asked for only while it waits for a decision.</param>
    public static IReadOnlyList<Notice> OfMove(FeedRequest request, int at, IReadOnlyList<Actor> deciders)
    {
        var step = request.History[at];
        return [.. OfMove(request, step, deciders).Select(notice => notice with { Topic = $"step:{request.Id}:{at}" })];
    }

    private static IReadOnlyList<Notice> OfMove(FeedRequest request, RequestStep step, IReadOnlyList<Actor> deciders)
    {
        var what = What(request);
        return step.To switch
        {
            RequestState.Submitted =>
                [.. Asked(request, deciders).Select(decider => ToDecider(request, decider.Id, NotificationKind.RequestSubmitted, $"{request.RequesterName} asks for: {what}", request.Draft.Justification))],
            RequestState.ChangesRequested => ToRequester(request, step, NotificationKind.ChangesRequested, $"Changes requested: {what}", Said(step)),
            RequestState.Approved => ToRequester(request, step, NotificationKind.RequestApproved, $"Approved: {what}", Said(step)),
            RequestState.Declined => ToRequester(request, step, NotificationKind.RequestDeclined, $"Declined: {what}", Said(step)),
            RequestState.Active => ToRequester(request, step, NotificationKind.RequestActive, $"Done: {what}", request.HasKey ? "The publisher's key waits for you." : ""),
            RequestState.Failed => [.. ToRequester(request, step, NotificationKind.RequestFailed, $"It could not be made: {what}", step.Comment), .. ToApprover(request, what)],
            RequestState.Expired or RequestState.Withdrawn => ToRequester(request, step, NotificationKind.RequestEnded, $"It is over: {what}", step.Comment),
            _ => [],
        };
    }

    /// <summary>Somebody said something.</summary>
    /// <param name="request">The request.</param>
    /// <param name="at">Which of its comments it was.</param>
    public static IReadOnlyList<Notice> OfComment(FeedRequest request, int at)
    {
        var comment = request.Comments[at];
        var mentioned = comment.Mentions.Select(mention => mention.Person).ToHashSet();
        var spoke = request.Comments.Select(said => said.ActorId).Concat(request.History.Select(step => step.ActorId ?? "")).Append(request.RequesterId);
        return
        [
            .. mentioned.Concat(spoke).Where(person => person.Length > 0 && person != comment.ActorId).Distinct().Select(person => new Notice(
                person,
                mentioned.Contains(person) ? NotificationKind.Mention : NotificationKind.Comment,
                mentioned.Contains(person) ? $"{comment.Actor} named you: {What(request)}" : $"{comment.Actor} said something: {What(request)}",
                comment.Text,
                person == request.RequesterId ? $"requests/{request.Id}" : $"approvals?id={request.Id}")
            {
                Topic = $"comment:{request.Id}:{at}",
            }),
        ];
    }

    /// <summary>A request is to be decided soon.</summary>
    public static IReadOnlyList<Notice> OfReminder(FeedRequest request, IReadOnlyList<Actor> deciders) =>
    [
        .. Asked(request, deciders).Select(decider =>
            ToDecider(request, decider.Id, NotificationKind.RequestReminder, $"To be decided soon: {What(request)}", $"By {RequestWording.Date(request.Due)}.") with
            {
                Topic = $"reminder:{request.Id}:{request.Due:O}",
            }),
    ];

    /// <summary>A request was not decided in time: who decides is told, and once, the first time, every operator.</summary>
    public static IReadOnlyList<Notice> OfOverdue(FeedRequest request, IReadOnlyList<Actor> deciders, bool isFirst) =>
    [
        .. (isFirst ? deciders : Asked(request, deciders)).Select(decider => ToDecider(
            request, decider.Id, NotificationKind.RequestOverdue, $"Overdue: {What(request)}", $"{request.RequesterName} waits since {RequestWording.Date(request.Changed)}; it was to be decided by {RequestWording.Date(request.Due)}.") with
        {
            Topic = $"overdue:{request.Id}:{request.Due:O}:{request.Reminded:O}",
        }),
    ];

    // A team that owns a feed looks after its readers; operators stand in where nobody of it can, and when it takes too long.
    private static IReadOnlyList<Actor> Asked(FeedRequest request, IReadOnlyList<Actor> deciders) =>
        request.Kind == RequestKind.Access && deciders.Any(decider => !decider.IsOperator) ? [.. deciders.Where(decider => !decider.IsOperator)] : deciders;

    private static Notice ToDecider(FeedRequest request, string person, NotificationKind kind, string title, string? text) =>
        new(person, kind, title, text ?? "", $"approvals?id={request.Id}");

    private static IReadOnlyList<Notice> ToRequester(FeedRequest request, RequestStep step, NotificationKind kind, string title, string? text) =>
        step.ActorId == request.RequesterId ? [] : [new Notice(request.RequesterId, kind, title, text ?? "", $"requests/{request.Id}")];

    private static IReadOnlyList<Notice> ToApprover(FeedRequest request, string what) =>
        request.Approval?.ActorId is { } approver && approver != request.RequesterId
            ? [new Notice(approver, NotificationKind.RequestFailed, $"It could not be made: {what}", request.Failure ?? "", $"approvals?id={request.Id}")]
            : [];

    private static string What(FeedRequest request) => $"{RequestNames.Of(request.Kind)} '{request.Target}'";

    private static string Said(RequestStep step) => step.Comment is null ? $"By {step.Actor}." : $"{step.Actor}: {step.Comment}";
}
