using System.Text;
using Portal.Contracts.JsonSchema.Compilation;
using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Samples.Json;

/// <summary>Makes payloads for a JSON Schema.</summary>
internal static class JsonSampler
{
    // Shallow and rich first; the least and deeper only when that is not to be had. Each search has its own budget,
    // together about a second at worst.
    private static readonly (int MaxDepth, bool IsRoomy, int Steps)[] Searches = [(8, true, 8_000), (8, false, 4_000), (64, false, 6_000)];

    /// <summary>A payload that the contract finds valid; null when none was found.</summary>
    /// <param name="source">The contract, which is known to compile.</param>
    /// <param name="seed">Which sample.</param>
    /// <param name="judge">The contract, which has the last word.</param>
    public static ContractSample? Make(ContractSource source, SampleSeed seed, ICompiledContract judge)
    {
        // Read anew for each sample: a registry is not for many threads, and samples are seldom asked for.
        var registry = new SchemaRegistry(source.Imports);
        if (SchemaDocument.Parse(source.Schema, location: null).Document is not { } document || registry.AddRoot(document) is not { } root)
        {
            return null;
        }

        var compiler = new SchemaCompiler(registry);
        compiler.Compile(document.Root);
        foreach (var (maxDepth, isRoomy, steps) in Searches)
        {
            var maker = new ValueMaker(registry, compiler, root, new SampleBudget(steps), maxDepth, isRoomy);
            if (maker.Make(new SamplePlace([document.Root], "", 0, seed.Rotation)) is { } made
                && JsonLayout.Indent(made) is { Length: <= SampleBudget.MaxLength * 2 } text
                && judge.Validate(Encoding.UTF8.GetBytes(text)).Count == 0)
            {
                return new ContractSample(text, judge.PayloadType);
            }
        }

        return null;
    }
}
