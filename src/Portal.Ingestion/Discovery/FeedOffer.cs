namespace Portal.Ingestion.Discovery;

/// <summary>A feed that a web page names.</summary>
/// <param name="Address">Its address, absolute.</param>
/// <param name="Title">What the page calls it; null when it says nothing.</param>
/// <param name="Type">The media type that the page says; null when it says none.</param>
public sealed record FeedOffer(string Address, string? Title, string? Type);
