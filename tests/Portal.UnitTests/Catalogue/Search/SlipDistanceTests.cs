using FsCheck.Xunit;
using Portal.Catalogue.Search;

namespace Portal.UnitTests.Catalogue.Search;

public sealed class SlipDistanceTests
{
    [Theory]
    [InlineData("shipment", "shipments", 0)]
    [InlineData("shipmnet", "shipment", 1)]
    [InlineData("shpment", "shipment", 1)]
    [InlineData("shippment", "shipment", 1)]
    [InlineData("sjipment", "shipment", 1)]
    [InlineData("invoice", "shipment", 3)]
    public void ToPrefix_CountsSlips(string typed, string word, int slips) => Assert.Equal(slips, Math.Min(3, SlipDistance.ToPrefix(typed, word, 2)));

    // Against the plain recursion that says what a slip is.
    [Property(MaxTest = 300)]
    public bool ToPrefix_OfAnyWords_AgreesWithTheDefinition(byte[] a, byte[] b)
    {
        var (typed, word) = (Word(a), Word(b));
        var fewest = Enumerable.Range(0, word.Length + 1).Min(length => Plain(typed, word[..length]));

        return Math.Min(fewest, 3) == Math.Min(SlipDistance.ToPrefix(typed, word, 2), 3);
    }

    [Property]
    public bool Letters_OfWordsThatAreNear_AreMostlyShared(byte[] a, byte[] b)
    {
        var (typed, word) = (Word(a), Word(b));
        var slips = SlipDistance.ToPrefix(typed, word, 2);

        return slips > 2 || ulong.PopCount(SlipDistance.Letters(typed) & ~SlipDistance.Letters(word)) <= (ulong)slips;
    }

    private static string Word(byte[] letters) => string.Concat(letters.Take(6).Select(letter => (char)('a' + (letter % 4))));

    private static int Plain(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length + b.Length;
        }

        var best = Math.Min(Plain(a[..^1], b) + 1, Plain(a, b[..^1]) + 1);
        best = Math.Min(best, Plain(a[..^1], b[..^1]) + (a[^1] == b[^1] ? 0 : 1));
        return a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1] ? Math.Min(best, Plain(a[..^2], b[..^2]) + 1) : best;
    }
}
