namespace Portal.Contracts.Samples;

/// <summary>A payload made up from a contract.</summary>
/// <param name="Text">The payload as text, laid out for people; as UTF-8 it is what the contract judges.</param>
/// <param name="MediaType">Its media type, <see cref="ICompiledContract.PayloadType"/>.</param>
public sealed record ContractSample(string Text, string MediaType);
