using System.Text.RegularExpressions;
using Portal.Contracts.JsonSchema.Patterns;
using Portal.Contracts.Samples.Patterns;

namespace Portal.UnitTests.Contracts.Samples;

public sealed class PatternSamplerTests
{
    [Theory]
    [InlineData("^[a-f0-9]{8}$")]
    [InlineData("^(red|green|blue)$")]
    [InlineData(@"^\+?[1-9]\d{1,14}$")]
    [InlineData(@"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]
    [InlineData(@"^(\w)\1$")]
    [InlineData(@"^(?<x>a|b)-\k<x>$")]
    [InlineData(@"^\p{Lu}\p{Ll}+$")]
    [InlineData(@"^A\x41\u{1F600}$")]
    [InlineData("^[\\]\\-^]{3}$")]
    [InlineData("^$")]
    [InlineData("^(?:a(?:b(?:c)?)?)?$")]
    [InlineData(@"^\D\W\S.$")]
    [InlineData("^x{2,5}?y*?$")]
    [InlineData("x|^y$")]
    public void Of_AnEcmaPattern_WritesTextsThatMatch(string pattern)
    {
        var regex = new Regex(EcmaPattern.Translate(pattern, strict: false).Pattern!, RegexOptions.None, TimeSpan.FromSeconds(1));

        var texts = PatternSampler.Of(pattern, isXml: false, 0, 0, 1000).ToArray();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Matches(regex, text));
    }

    [Theory]
    [InlineData("[A-Z]{1,3}", 2, 2)]
    [InlineData("a*", 500, 500)]
    [InlineData("(ab)+", 10, 12)]
    public void Of_LengthsAsked_WritesTextsOfThem(string pattern, int min, int max)
    {
        var texts = PatternSampler.Of(pattern, isXml: true, 3, min, max).ToArray();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.InRange(text.Length, min, max));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("\\")]
    [InlineData("[^\\s\\S]")]
    [InlineData("(a{1000000}){1000000}")]
    public void Of_WhatCannotBeWritten_IsNothing(string pattern) => Assert.Empty(PatternSampler.Of(pattern, isXml: false, 0, 0, 1000));

    [Fact]
    public void Of_EmptyRepetitionsInEachOther_EndsAtOnce()
    {
        var pattern = string.Concat(Enumerable.Repeat("(", 90)) + string.Concat(Enumerable.Repeat(")*", 90));

        Assert.All(PatternSampler.Of(pattern, isXml: false, 0, 0, 10), text => Assert.Equal("", text));
    }

    [Fact]
    public void Of_GroupsTooDeep_IsNothing() =>
        Assert.Empty(PatternSampler.Of(new string('(', 100_000) + new string(')', 100_000), isXml: false, 0, 0, 10));
}
