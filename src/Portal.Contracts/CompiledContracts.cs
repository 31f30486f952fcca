using System.Collections.Concurrent;

namespace Portal.Contracts;

/// <summary>
/// Published contracts ready for use, by the id of their version, at most <see cref="MaxContracts"/>. When full
/// it starts over, which costs one compilation for each contract in use.
/// </summary>
public sealed class CompiledContracts
{
    private const int MaxContracts = 2000;

    private readonly ConcurrentDictionary<Guid, ICompiledContract> _contracts = new();

    /// <summary>The contract of a published version.</summary>
    /// <exception cref="InvalidOperationException">It does not compile, though it did when it was published.</exception>
    public ICompiledContract Get(Guid versionId, ContractSource source)
    {
        if (_contracts.TryGetValue(versionId, out var known))
        {
            return known;
        }

        if (_contracts.Count >= MaxContracts)
        {
            _contracts.Clear();
        }

        var compiled = ContractLanguages.Compile(source);
        return compiled.Contract is { } contract
            ? _contracts.GetOrAdd(versionId, contract)
            : throw new InvalidOperationException($"Published contract {versionId} does not compile: {compiled.Errors[0].Message}");
    }
}
