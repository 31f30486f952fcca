using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Contracts;
using Portal.Web.Features.Requests;
using Portal.Web.Shared.Choices;

namespace Portal.ComponentTests.Requests;

/// <summary>A contract that is pasted, uploaded or inferred, with its verdict at once.</summary>
public sealed class ContractStepTests : DeskTest
{
    private const string Schema = """{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["id"],"properties":{"id":{"type":"string"}}}""";

    private readonly RequestForm _form = new();

    [Fact]
    public void Nothing_SaysThatThereIsNothingToCheck() => Assert.Equal("Nothing to check yet", Verdict(Open()));

    [Theory]
    [InlineData("""{"id":"1"}""", "The sample is valid")]
    [InlineData("""{"id":1}""", "The sample breaks the contract")]
    public void Uploads_OfASchemaAndASample_AreHeldAgainstEachOtherAtOnce(string sample, string verdict)
    {
        var step = Open();

        Upload(step, "orders.schema.json", Schema);
        Assert.Equal((ContractLanguages.JsonSchema, Schema), (_form.Language, _form.Schema));
        Assert.Equal("The schema can be used", Verdict(step));
        Upload(step, "order.json", sample);

        step.WaitForAssertion(() => Assert.Equal(verdict, Verdict(step)));
    }

    [Fact]
    public void Upload_OfAnXmlSchema_IsTheContract()
    {
        const string Xsd = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="order" type="xs:string"/></xs:schema>""";
        Upload(Open(), "order.xsd", Xsd);

        Assert.Equal((ContractLanguages.Xsd, Xsd), (_form.Language, _form.Schema));
    }

    [Fact]
    public void Upload_ThatIsNoText_IsRefusedAndChangesNothing()
    {
        var step = Open();

        step.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([0x89, 0x50, 0x4e, 0x47, 0xff], "picture.json"));

        step.WaitForAssertion(() => Assert.Equal("'picture.json' is not text in UTF-8.", step.Find("[role=alert]").TextContent));
        Assert.Equal(("", ""), (_form.Sample ?? "", _form.Schema ?? ""));
    }

    [Fact]
    public void Upload_ThatIsTooLarge_IsRefusedWithoutBeingRead()
    {
        var step = Open();

        step.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(new string('x', (int)UploadedText.MaxBytes + 1), "large.json"));

        step.WaitForAssertion(() => Assert.StartsWith("'large.json' has", step.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void Sample_InferredFrom_IsAContractThatItMeets()
    {
        var step = Open();
        _form.Language = ContractLanguages.JsonSchema;
        Upload(step, "order.json", """{"id":"1","total":12.5}""");

        step.FindAll("button").Single(button => button.TextContent.Contains("Infer the schema", StringComparison.Ordinal)).Click();

        Assert.Contains("\"total\"", _form.Schema);
        Assert.Equal("The sample is valid", Verdict(step));
    }

    private static string Verdict(IRenderedComponent<ContractStep> step) => step.Find(".verdict").FirstElementChild!.TextContent.Trim();

    private static void Upload(IRenderedComponent<ContractStep> step, string name, string text) =>
        step.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(text), name));

    private IRenderedComponent<ContractStep> Open() => Render<ContractStep>(p => p.Add(s => s.Form, _form).Add(s => s.Errors, FormErrors.None));
}
