using Portal.Contracts.Samples;
using Portal.Events.Entries;

namespace Portal.Contracts;

/// <summary>A language that contracts are written in. The seam where a library could take the place of our own.</summary>
public interface IContractLanguage
{
    /// <summary>The name in the API, for example <c>xsd</c>.</summary>
    string Name { get; }

    /// <summary>Reads a contract. Never throws for what a contract may contain, and never fetches anything.</summary>
    CompileResult Compile(ContractSource source);
}

/// <summary>A contract ready for use. Safe to use from many threads at once.</summary>
public interface ICompiledContract
{
    /// <summary>The media type of the payloads that it judges: <c>application/xml</c> or <c>application/json</c>.</summary>
    string PayloadType { get; }

    /// <summary>What the contract declares, in document order, for people; bounded in depth and number.</summary>
    IReadOnlyList<ContractProperty> Properties { get; }

    /// <summary>
    /// Everything that is wrong with a payload, at most 100 violations; empty when it is valid. A payload that
    /// is not well-formed is one violation, never an exception.
    /// </summary>
    IReadOnlyList<Violation> Validate(ReadOnlyMemory<byte> payload);

    /// <summary>
    /// A made-up payload that <see cref="Validate"/> finds valid, the same one for a seed every time; null when none
    /// was found within a bounded search, which for hard contracts takes up to a few seconds.
    /// </summary>
    ContractSample? Sample(SampleSeed seed);
}

/// <summary>The outcome of reading a contract: a compiled contract, or what is wrong with it.</summary>
/// <param name="Contract">The contract; null when there are errors.</param>
/// <param name="Errors">What is wrong; empty when there is a contract.</param>
public sealed record CompileResult(ICompiledContract? Contract, IReadOnlyList<SchemaError> Errors)
{
    /// <summary>A contract that can be used.</summary>
    public static CompileResult Success(ICompiledContract contract) => new(contract, []);

    /// <summary>A contract that cannot be used.</summary>
    public static CompileResult Failure(params IReadOnlyList<SchemaError> errors) => new(null, errors);
}
