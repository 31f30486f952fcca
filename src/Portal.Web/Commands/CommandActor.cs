using Portal.Catalogue.Access;

namespace Portal.Web.Commands;

/// <summary>Who did what a command did, for the audit trail: somebody at this machine's console.</summary>
internal static class CommandActor
{
    /// <summary>The console, with the name of the system's user.</summary>
    public static Actor Here { get; } = Actor.Portal with { Id = "console", Name = $"Console ({Environment.UserName})" };
}
