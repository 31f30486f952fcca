namespace Portal.Web.Shared.Choices;

/// <summary>What a reader is asked before something is done.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What will happen.</param>
/// <param name="Action">The word on the button that does it: "Decline", not "OK".</param>
public sealed record ConfirmQuestion(string Title, string Text, string Action)
{
    /// <summary>Whether it destroys something or hurts somebody.</summary>
    public bool Danger { get; init; }

    /// <summary>The label of a reason that must be given; null asks for none.</summary>
    public string? ReasonLabel { get; init; }
}

/// <summary>A confirmation.</summary>
/// <param name="Reason">The reason, trimmed; null when none was asked for.</param>
public sealed record ConfirmAnswer(string? Reason);
