using System.Text;
using Portal.Contracts.Samples.Json;
using Portal.Contracts.Samples.Xml;
using Portal.Events.Entries;

namespace Portal.Contracts.Samples;

/// <summary>
/// Payloads that break a contract in one way each: a valid sample with one thing changed. What a change breaks is not worked
/// out but asked of the contract, so that the name is true whatever the contract says.
/// </summary>
public static class InvalidSamples
{
    /// <summary>The most samples of one contract.</summary>
    public const int MaxSamples = 60;

    // Each is one validation of a small payload.
    private const int MaxTries = 3_000;

    // Of one rule in several places, so that a wide contract does not fill the list with missing fields.
    private const int MaxOfOneRule = 8;

    /// <summary>The samples, the same ones for a seed every time; none when there is no valid sample to begin with.</summary>
    public static IReadOnlyList<InvalidSample> Of(ICompiledContract contract, SampleSeed seed)
    {
        if (contract.Sample(seed) is not { } valid)
        {
            return [];
        }

        var found = new List<InvalidSample>();
        var known = new HashSet<(string Rule, string Path)>();
        foreach (var text in Changes(valid).Take(MaxTries))
        {
            if (text.Length <= SampleBudget.MaxLength && contract.Validate(Encoding.UTF8.GetBytes(text)) is [{ Rule: { } rule } violation]
                && rule is not ("well-formed" or "limit") && known.Add((rule, violation.Path)) && found.Count(sample => sample.Rule == rule) < MaxOfOneRule)
            {
                found.Add(new InvalidSample(NameOf(violation), rule, violation.Path, violation.Message, text, valid.MediaType));
                if (found.Count == MaxSamples)
                {
                    break;
                }
            }
        }

        return found;
    }

    private static IEnumerable<string> Changes(ContractSample valid) =>
        valid.MediaType == "application/json" ? JsonMutations.Of(valid.Text) : XmlMutations.Of(valid.Text);

    private static string NameOf(Violation violation) => violation.Path.Length == 0 ? violation.Rule! : $"{violation.Rule} at {violation.Path}";
}
