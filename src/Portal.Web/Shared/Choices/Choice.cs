namespace Portal.Web.Shared.Choices;

/// <summary>One segment of a choice.</summary>
/// <param name="Value">Its value, in the address too.</param>
/// <param name="Text">Its word.</param>
/// <param name="Count">How many things it holds; null shows none.</param>
public sealed record Choice(string Value, string Text, long? Count = null);

/// <summary>A tab of a page.</summary>
/// <param name="Id">Its name in the address.</param>
/// <param name="Text">Its word.</param>
/// <param name="Count">How many things it holds; null shows none.</param>
public sealed record SectionTab(string Id, string Text, long? Count = null);
