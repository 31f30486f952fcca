using Portal.Catalogue.Notifications;
using Portal.Web.Frame;

namespace Portal.Web.Notifications;

/// <summary>What people read and see of the kinds of notifications.</summary>
internal static class NotificationWords
{
    public static string Icon(NotificationKind kind) => kind switch
    {
        NotificationKind.RequestSubmitted or NotificationKind.RequestReminder => PortalIcons.Approvals,
        NotificationKind.RequestApproved or NotificationKind.RequestActive => PortalIcons.Healthy,
        NotificationKind.RequestDeclined or NotificationKind.RequestFailed => PortalIcons.Failing,
        NotificationKind.ChangesRequested => PortalIcons.Edit,
        NotificationKind.Comment or NotificationKind.Mention => PortalIcons.Comment,
        NotificationKind.IncidentAssigned => PortalIcons.Alerts,
        NotificationKind.AccessEnding or NotificationKind.AccessEnded => PortalIcons.Lock,
        NotificationKind.Deputy => PortalIcons.User,
        NotificationKind.AttestationDue => PortalIcons.Feed,
        _ => PortalIcons.Requests,
    };
}
