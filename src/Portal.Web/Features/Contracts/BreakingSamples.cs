using System.Collections.Concurrent;
using System.Text;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Samples;

namespace Portal.Web.Features.Contracts;

/// <summary>
/// Payloads that break a version in one way each. A version never changes, and finding them takes up to some thousand
/// judgements, so they are made once; of <see cref="MaxVersions"/> versions at most. When full it starts over.
/// </summary>
internal sealed class BreakingSamples
{
    private const int MaxVersions = 100;
    private const int MaxSamples = 20;

    private readonly ConcurrentDictionary<Guid, IReadOnlyList<ShownSample>> _versions = new();

    /// <summary>Those of a version, the same ones every time.</summary>
    public IReadOnlyList<ShownSample> Of(ContractVersion version, ICompiledContract contract)
    {
        if (_versions.TryGetValue(version.Id, out var known))
        {
            return known;
        }

        if (_versions.Count >= MaxVersions)
        {
            _versions.Clear();
        }

        return _versions.GetOrAdd(version.Id, [.. InvalidSamples.Of(contract, SampleSeed.First).Take(MaxSamples).Select(bad =>
            new ShownSample(bad.Name, "made up to break it in one way", bad.Text, contract.Validate(Encoding.UTF8.GetBytes(bad.Text)), IsMadeToBreak: true))]);
    }
}
