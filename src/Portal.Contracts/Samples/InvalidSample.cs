namespace Portal.Contracts.Samples;

/// <summary>A made-up payload that breaks its contract in one way.</summary>
/// <param name="Name">What it breaks and where, for example <c>maxLength at /lines/0/sku</c>.</param>
/// <param name="Rule">The keyword, facet or rule that it breaks, as violations name it.</param>
/// <param name="Path">Where.</param>
/// <param name="Message">What the contract says of it.</param>
/// <param name="Text">The payload.</param>
/// <param name="MediaType">Its media type.</param>
public sealed record InvalidSample(string Name, string Rule, string Path, string Message, string Text, string MediaType);
