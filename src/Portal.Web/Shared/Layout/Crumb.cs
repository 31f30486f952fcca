namespace Portal.Web.Shared.Layout;

/// <summary>A step on the way to a page.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Where it is.</param>
public sealed record Crumb(string Text, string Href);
