using Portal.Web.Frame;

namespace Portal.Web.Shared.States;

/// <summary>The word, icon and colour class of each state, in one place.</summary>
internal sealed record StateLook(string Word, string Class, string Icon)
{
    public static StateLook Of(PortalState state) => state switch
    {
        PortalState.Healthy => new("Healthy", "healthy", PortalIcons.Healthy),
        PortalState.Late => new("Late", "late", PortalIcons.Late),
        PortalState.Failing => new("Failing", "failing", PortalIcons.Failing),
        PortalState.Paused => new("Paused", "paused", PortalIcons.Paused),
        PortalState.Gap => new("Gap", "gap", PortalIcons.Gap),
        PortalState.Invalid => new("Invalid", "invalid", PortalIcons.Invalid),
        PortalState.Valid => new("Valid", "healthy", PortalIcons.Healthy),
        PortalState.Unchecked => new("Unchecked", "paused", PortalIcons.Unchecked),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };
}
