using FsCheck.Xunit;
using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Comparison;

/// <summary>Whatever is changed in whatever XML Schema, the comparison accounts for every document that one version refuses.</summary>
public sealed class XmlComparisonPropertyTests(ITestOutputHelper output)
{
    private const int Documents = 25;

    [Property(MaxTest = 2500)]
    public void Compare_AnySchemaChangedAtRandom_ExplainsEveryRefusedDocument(int seed, int other)
    {
        var random = new RandomXsds((seed * 10_007) + other);
        if (Pair(random) is not { } pair)
        {
            return;
        }

        var changes = SchemaComparison.Compare(pair.Old, pair.New);

        var unexplained = Comparisons.Unexplained(pair.Old, pair.New, changes, MakeDocuments(random, pair.Old, pair.New));
        Assert.True(unexplained is null, $"{unexplained}\n{pair.Text}\n{string.Join('\n', Comparisons.Short(changes))}");
        Assert.Equal([], SchemaComparison.Compare(pair.Old, pair.Old));
    }

    [Property(MaxTest = 200)]
    public void Compare_SameSchemaLaidOutAnew_HasNoChange(int seed, int other)
    {
        var schema = new RandomXsds((seed * 10_007) + other).Schema().ToString();
        if (TryCompile(schema) is { } old)
        {
            Assert.Equal([], Comparisons.Short(SchemaComparison.Compare(old, TryCompile(schema + "\n")!)));
        }
    }

    // Negative control: were no change ever reported, the property above would fail, and it would fail for both sides.
    [Fact]
    public void Unexplained_NoChangesReported_IsFoundForBothSides()
    {
        var (found, judged, right) = (new HashSet<string>(), 0, 0);
        for (var seed = 0; seed < 900; seed++)
        {
            var random = new RandomXsds(seed);
            if (Pair(random) is not { } pair)
            {
                continue;
            }

            judged++;
            var document = Comparisons.Unexplained(pair.Old, pair.New, [], MakeDocuments(random, pair.Old, pair.New));
            found.Add(document is null ? "none" : Comparisons.IsValid(pair.Old, document) ? "producers" : "consumers");
            right += document is not null == SchemaComparison.Compare(pair.Old, pair.New).Any(change => change.IsBreaking) ? 1 : 0;
        }

        output.WriteLine($"{judged} pairs compile, {right} are called breaking as documents show");
        Assert.Equal(["consumers", "none", "producers"], found.Order());
        Assert.InRange(judged, 150, 900);
    }

    private static (ICompiledContract Old, ICompiledContract New, string Text)? Pair(RandomXsds random)
    {
        var schema = random.Schema();
        var changed = random.Changed(schema);
        return TryCompile(schema.ToString()) is { } old && TryCompile(changed.ToString()) is { } next ? (old, next, $"{schema}\n{changed}") : null;
    }

    private static ICompiledContract? TryCompile(string schema) => ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, schema, [], [])).Contract;

    private static IEnumerable<string> MakeDocuments(RandomXsds random, ICompiledContract old, ICompiledContract next)
    {
        string[] samples = [.. Comparisons.Samples(old, 3), .. Comparisons.Samples(next, 3)];
        foreach (var sample in samples)
        {
            yield return sample;
        }

        for (var count = 0; count < Documents && samples.Length > 0; count++)
        {
            yield return random.Spoilt(samples[count % samples.Length]);
        }
    }
}
