namespace Portal.Ingestion.Subscriptions;

/// <summary>What a source says of where it has moved to for good, as the last polls found it.</summary>
/// <param name="To">The address that permanent redirects alone lead to.</param>
/// <param name="Since">When it was first found there.</param>
/// <param name="Polls">How many polls in a row have found a feed there.</param>
public sealed record AddressMove(string To, DateTimeOffset Since, int Polls);

/// <summary>A change of a followed feed's address.</summary>
/// <param name="When">When it was changed.</param>
/// <param name="From">The address before, without credentials.</param>
/// <param name="To">The address since, without credentials.</param>
public sealed record AddressChange(DateTimeOffset When, string From, string To);
