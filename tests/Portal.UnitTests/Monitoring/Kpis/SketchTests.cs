using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Projections;

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

    [Fact]
    public void Percentile_PartsWrittenReadAndMerged_IsAsOfTheWhole()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var whole = new LogSketch();
            var parts = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => new LogSketch()).ToList();
            for (var left = random.Next(300); left > 0; left--)
            {
                var value = random.Next(4) == 0 ? 0 : (random.NextDouble() - 0.4) * Math.Pow(10, random.Next(-12, 12));
                whole.Add(value);
                parts[random.Next(parts.Count)].Add(value);
            }

            var sum = new LogSketch();
            foreach (var part in parts)
            {
                sum.Merge(Reread(part));
            }

            Assert.Equal(Written(whole), Written(sum));
            Assert.All([0.01, 0.3, 0.5, 0.99, 1], share => Assert.Equal(whole.Percentile(share), sum.Percentile(share)));
        }
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

    private static byte[] Written(LogSketch sketch)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sketch.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static LogSketch Reread(LogSketch sketch)
    {
        var read = new LogSketch();
        var reader = new StoredReader(Written(sketch));
        read.Read(ref reader);
        return read;
    }
}
