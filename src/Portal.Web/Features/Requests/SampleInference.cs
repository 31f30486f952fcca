using System.Text;
using Portal.Contracts.Inference;
using Portal.Events.Payloads;

namespace Portal.Web.Features.Requests;

/// <summary>A contract made from a single sample. Pure.</summary>
internal static class SampleInference
{
    private const int LongestSample = 1_000_000;

    /// <summary>Whether a sample looks like something that a contract can be made of.</summary>
    public static bool Suits(string? sample) => FormOf(sample) is not null;

    /// <summary>The proposal; null when the sample cannot be read.</summary>
    public static ContractProposal? Propose(string? sample)
    {
        if (FormOf(sample) is not { } form)
        {
            return null;
        }

        var profile = new PayloadProfile(form);
        profile.Add(Encoding.UTF8.GetBytes(sample!.Trim()));
        return ContractInference.Propose(profile);
    }

    private static PayloadForm? FormOf(string? sample) => sample?.Trim() switch
    {
        null or "" or { Length: > LongestSample } => null,
        ['<', ..] => PayloadForm.Xml,
        ['{' or '[', ..] => PayloadForm.Json,
        _ => null,
    };
}
