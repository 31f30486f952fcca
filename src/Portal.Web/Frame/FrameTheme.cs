namespace Portal.Web.Frame;

/// <summary>The theme that the reader chose, as far as the server knows: a cookie that <c>theme.js</c> writes.</summary>
internal static class FrameTheme
{
    public const string Cookie = "portal-theme";

    /// <summary>"dark" or "light"; light when nothing was chosen, until <c>theme.js</c> asks the system before the first paint.</summary>
    public static string Of(HttpContext? context) => context?.Request.Cookies[Cookie] == "dark" ? "dark" : "light";
}
