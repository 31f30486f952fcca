namespace Portal.Web.Frame;

/// <summary>What the portal calls itself.</summary>
public static class PortalName
{
    /// <summary>The name in the app bar and in document titles.</summary>
    public const string Text = "Feed portal";
}
