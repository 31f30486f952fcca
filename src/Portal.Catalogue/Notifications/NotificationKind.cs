namespace Portal.Catalogue.Notifications;

/// <summary>What people are told of.</summary>
public enum NotificationKind
{
    /// <summary>A request waits for their decision.</summary>
    RequestSubmitted,

    /// <summary>They are to change their request.</summary>
    ChangesRequested,

    /// <summary>Their request was approved.</summary>
    RequestApproved,

    /// <summary>Their request was declined.</summary>
    RequestDeclined,

    /// <summary>What they asked for is there.</summary>
    RequestActive,

    /// <summary>What they asked for could not be made.</summary>
    RequestFailed,

    /// <summary>Nobody did anything about their request for too long, or it was taken back for them.</summary>
    RequestEnded,

    /// <summary>A request is to be decided soon.</summary>
    RequestReminder,

    /// <summary>A request was not decided in time.</summary>
    RequestOverdue,

    /// <summary>Somebody said something about a request of theirs, or one that they spoke about.</summary>
    Comment,

    /// <summary>Somebody named them.</summary>
    Mention,

    /// <summary>They are to look after an incident.</summary>
    IncidentAssigned,

    /// <summary>Access of theirs, or a key, is about to end.</summary>
    AccessEnding,

    /// <summary>It has ended.</summary>
    AccessEnded,

    /// <summary>A feed of theirs is to be confirmed.</summary>
    AttestationDue,

    /// <summary>They decide in somebody's place.</summary>
    Deputy,
}
