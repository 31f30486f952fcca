using Portal.Contracts.Comparison;

namespace Portal.Web.Features.Contracts;

/// <summary>The compatibility modes in words.</summary>
internal static class ModeWords
{
    /// <summary>The modes that ask for something.</summary>
    public static IReadOnlyList<CompatibilityMode> Asked { get; } = [.. Enum.GetValues<CompatibilityMode>().Where(mode => mode != CompatibilityMode.None)];

    public static string Of(CompatibilityMode mode) => mode switch
    {
        CompatibilityMode.None => "nothing",
        CompatibilityMode.Backward => "backward: old entries stay valid",
        CompatibilityMode.Forward => "forward: new entries are valid by the previous version",
        CompatibilityMode.Full => "full: both",
        CompatibilityMode.BackwardTransitive => "backward, towards every version",
        CompatibilityMode.ForwardTransitive => "forward, towards every version",
        _ => "full, towards every version",
    };
}
