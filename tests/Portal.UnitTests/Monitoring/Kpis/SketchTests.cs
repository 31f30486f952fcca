using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;

namespace Portal.UnitTests.Monitoring.Kpis;

public sealed class SketchTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    [InlineData(1)]
    public void Percentile_OfManyValues_IsOffByOnePercentAtMost(double share)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 10_000).Select(_ => Math.Exp((random.NextDouble() * 12) - 4) * (random.Next(5) == 0 ? -1 : 1)).ToArray();
        var sketch = new LogSketch();
        foreach (var value in values)
        {
            sketch.Add(value);
        }

        var exact = values.Order().ElementAt((int)Math.Ceiling(values.Length * share) - 1);

        Assert.InRange(sketch.Percentile(share)!.Value, exact - (Math.Abs(exact) * 0.0101), exact + (Math.Abs(exact) * 0.0101));
    }

    [Fact]
    public void Percentile_OfNothing_IsNone() => Assert.Null(new LogSketch().Percentile(0.5));

    [Fact]
    public void Percentile_OfZeros_IsZero()
    {
        var sketch = new LogSketch();
        sketch.Add(0);
        sketch.Add(1e-12);

        Assert.Equal(0, sketch.Percentile(1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(256, 0)]
    [InlineData(1_000, 0.08)]
    [InlineData(100_000, 0.08)]
    public void Distinct_OfSoManyValues_IsWithinItsError(int values, double error)
    {
        var sketch = new DistinctSketch();
        for (var i = 0; i < values * 2; i++)
        {
            sketch.Add(TextHash.Of($"customer-{i % Math.Max(1, values)}"));
        }

        Assert.InRange(sketch.Count, values * (1 - error), values * (1 + error));
    }

    [Fact]
    public void Distinct_HalvesMerged_IsAsTheWhole()
    {
        var (whole, one, other) = (new DistinctSketch(), new DistinctSketch(), new DistinctSketch());
        for (var i = 0; i < 5000; i++)
        {
            var hash = TextHash.Of($"v{i}");
            whole.Add(hash);
            (i % 50 == 0 ? one : other).Add(hash);
        }

        one.Merge(other);

        Assert.Equal(whole.Count, one.Count);
    }
}
