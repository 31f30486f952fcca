using Portal.Web.Shared.States;

namespace Portal.Web.Frame;

/// <summary>What the app bar says about the portal as a whole.</summary>
public interface IFrameStatus
{
    /// <summary>Raised, on any thread, when something of it changed.</summary>
    event Action? Changed;

    /// <summary>Whether the sample organisation is in the catalogue.</summary>
    bool HasSampleData { get; }

    /// <summary>Whether what is shown follows the event log; null while that is not known.</summary>
    LiveSignal? Live { get; }
}

/// <summary>The live indicator.</summary>
/// <param name="State">Its state.</param>
/// <param name="Text">What it says, in a word or two: "Live", "3 s behind".</param>
public sealed record LiveSignal(PortalState State, string Text);
