using Portal.Events.Payloads;

namespace Portal.UnitTests.Events.Payloads;

public sealed class FieldPathTests
{
    [Fact]
    public void TryParse_JsonPath_HasItsSteps()
    {
        var path = FieldPath.Parse("/items/*/a~1b/~0x/", PayloadForm.Json);

        Assert.Equal(
            [
                new FieldStep(FieldStepKind.Member, "items"), new FieldStep(FieldStepKind.EachItem, "*"), new FieldStep(FieldStepKind.Member, "a/b"),
                new FieldStep(FieldStepKind.Member, "~x"), new FieldStep(FieldStepKind.Member, ""),
            ],
            path.Steps);
    }

    [Fact]
    public void TryParse_XmlPath_HasItsSteps()
    {
        var path = FieldPath.Parse("/{http://shop.example/a}order/*/{}line/@{urn:x}sku", PayloadForm.Xml);

        Assert.Equal(
            [
                new FieldStep(FieldStepKind.Element, "order", "http://shop.example/a"), new FieldStep(FieldStepKind.EachElement, "*"),
                new FieldStep(FieldStepKind.Element, "line", ""), new FieldStep(FieldStepKind.Attribute, "sku", "urn:x"),
            ],
            path.Steps);
    }

    [Theory]
    [InlineData("order", PayloadForm.Xml, "A path begins with '/'.")]
    [InlineData("", PayloadForm.Xml, "A path begins with '/'.")]
    [InlineData("total", PayloadForm.Json, "A path begins with '/'.")]
    [InlineData("/a/b~2", PayloadForm.Json, "'~' is written '~0' and '/' is written '~1'. (At character 4.)")]
    [InlineData("/order/@id/x", PayloadForm.Xml, "An attribute is the last step. (At character 8.)")]
    [InlineData("/{urn:x", PayloadForm.Xml, "'{' of a namespace is not closed. (At character 2.)")]
    [InlineData("/o:order", PayloadForm.Xml, "'o:order' is not a name of XML without its prefix; write {namespace}name. (At character 2.)")]
    public void TryParse_Other_SaysWhyAndWhere(string text, PayloadForm form, string expected)
    {
        Assert.False(FieldPath.TryParse(text, form, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void TryParse_TooMuch_IsRefused()
    {
        Assert.False(FieldPath.TryParse(new string('/', 65), PayloadForm.Json, out _, out var steps));
        Assert.False(FieldPath.TryParse('/' + new string('a', 2000), PayloadForm.Json, out _, out var length));
        Assert.Equal(("A path has 64 steps at most.", "A path has 2000 characters at most."), (steps, length));
    }
}
