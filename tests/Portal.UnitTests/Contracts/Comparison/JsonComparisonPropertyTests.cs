using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Portal.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Comparison;

/// <summary>Whatever is changed in whatever schema, the comparison accounts for every document that one version refuses.</summary>
public sealed class JsonComparisonPropertyTests(ITestOutputHelper output)
{
    private const int Documents = 40;

    [Property(MaxTest = 1500)]
    public void Compare_AnySchemaChangedAtRandom_ExplainsEveryRefusedDocument(int seed, int other)
    {
        var random = new RandomSchemas((seed * 10_007) + other);
        var (before, after) = Pair(random);
        if (Comparisons.TryJson(before) is not { } old || Comparisons.TryJson(after) is not { } next)
        {
            return;
        }

        var changes = SchemaComparison.Compare(old, next);

        var unexplained = Comparisons.Unexplained(old, next, changes, MakeDocuments(random, old, next));
        Assert.True(unexplained is null, $"{unexplained}\n{before}\n{after}\n{string.Join('\n', Comparisons.Short(changes))}");
    }

    [Property(MaxTest = 500)]
    public void Compare_SameSchemaWithANote_BreaksNobody(int seed, int other)
    {
        var schema = new RandomSchemas((seed * 10_007) + other).Schema();
        if (schema is not JsonObject shape || Comparisons.TryJson(shape.ToJsonString()) is not { } old)
        {
            return;
        }

        Assert.Equal([], Comparisons.Short(SchemaComparison.Compare(old, old)));
        shape["description"] = "Worded anew";

        var changes = SchemaComparison.Compare(old, Comparisons.Json(shape.ToJsonString()));

        Assert.Equal([], Comparisons.Short(changes.Where(change => change.Kind != ContractChangeKind.DocumentationChanged)));
    }

    // Negative control: were no change ever reported, the property above would fail, and it would fail for both sides.
    [Fact]
    public void Unexplained_NoChangesReported_IsFoundForBothSides()
    {
        var found = new HashSet<string>();
        var judged = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new RandomSchemas(seed);
            var (before, after) = Pair(random);
            if (Comparisons.TryJson(before) is not { } old || Comparisons.TryJson(after) is not { } next)
            {
                continue;
            }

            judged++;
            var document = Comparisons.Unexplained(old, next, [], MakeDocuments(random, old, next));
            found.Add(document is null ? "none" : Comparisons.IsValid(old, document) ? "producers" : "consumers");
        }

        output.WriteLine($"{judged} pairs compile");
        Assert.Equal(["consumers", "none", "producers"], found.Order());
        Assert.InRange(judged, 150, 300);
    }

    // No change that breaks where nothing breaks is the other half; it is not promised, but is to be the exception.
    [Fact]
    public void Compare_SingleKeywords_AreSeldomCalledBreakingWithoutNeed()
    {
        var (right, needless) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new RandomSchemas(seed);
            var (before, after) = Pair(random);
            if (Comparisons.TryJson(before) is not { } old || Comparisons.TryJson(after) is not { } next)
            {
                continue;
            }

            var changes = SchemaComparison.Compare(old, next);
            var documents = MakeDocuments(random, old, next).ToArray();
            var isSeen = documents.Any(document => Comparisons.IsValid(old, document) != Comparisons.IsValid(next, document));
            if (changes.Any(change => change.IsBreaking) == isSeen)
            {
                right++;
            }
            else
            {
                needless++;
            }
        }

        output.WriteLine($"{right} as documents show, {needless} called breaking without one that shows it");
        Assert.InRange(needless, 0, right);
    }

    private static (string Before, string After) Pair(RandomSchemas random)
    {
        var schema = random.Schema();
        return (schema.ToJsonString(), random.Changed(schema).ToJsonString());
    }

    private static IEnumerable<string> MakeDocuments(RandomSchemas random, Portal.Contracts.ICompiledContract old, Portal.Contracts.ICompiledContract next)
    {
        string[] samples = [.. Comparisons.Samples(old, 3), .. Comparisons.Samples(next, 3)];
        foreach (var sample in samples)
        {
            yield return sample;
        }

        for (var count = 0; count < Documents; count++)
        {
            var document = samples.Length == 0 || count % 2 == 0 ? random.Value() : random.Spoilt(JsonNode.Parse(samples[count % samples.Length]));
            yield return document?.ToJsonString() ?? "null";
        }
    }
}
