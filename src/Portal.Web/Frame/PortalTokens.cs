namespace Portal.Web.Frame;

/// <summary>The tokens of <c>tokens.css</c> that MudBlazor's palette is made of, in one theme.</summary>
internal sealed record PortalTokens(
    string Page, string Card, string Sunken, string Hover, string Line, string LineStrong, string Scrim,
    string Text, string Text2, string Text3, string Accent, string AccentHover, string AccentLine, string OnAccent,
    string Healthy, string Late, string Failing, string Paused, string Gap, string Invalid)
{
    public static PortalTokens Light { get; } = new(
        Page: "#f2f5f7", Card: "#ffffff", Sunken: "#f7f9fa", Hover: "#edf1f4", Line: "#dae1e7", LineStrong: "#a7b5c0",
        Scrim: "rgba(16,25,32,0.45)", Text: "#15212a", Text2: "#435360", Text3: "#586874", Accent: "#0a6466",
        AccentHover: "#074a4c", AccentLine: "#8fc0be", OnAccent: "#ffffff", Healthy: "#1b6e3b", Late: "#825200",
        Failing: "#b0261c", Paused: "#4b5b69", Gap: "#1f5ba3", Invalid: "#932a68");

    public static PortalTokens Dark { get; } = new(
        Page: "#0f161b", Card: "#161f26", Sunken: "#121a20", Hover: "#1e2931", Line: "#293640", LineStrong: "#50626f",
        Scrim: "rgba(0,0,0,0.6)", Text: "#e3e9ed", Text2: "#abb9c3", Text3: "#93a2ad", Accent: "#55bcb4",
        AccentHover: "#7dd0c9", AccentLine: "#2f6b68", OnAccent: "#04201f", Healthy: "#69c689", Late: "#e2ae4a",
        Failing: "#ff9187", Paused: "#adbac5", Gap: "#86b7f2", Invalid: "#ea97c6");
}
