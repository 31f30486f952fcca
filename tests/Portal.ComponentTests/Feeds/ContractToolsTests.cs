using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Contracts.Samples;
using Portal.Events.Entries;
using Portal.Web.Features.Contracts;

namespace Portal.ComponentTests.Feeds;

/// <summary>What is made of contracts and payloads: drift, proposals, samples that break, code, the guide.</summary>
public sealed class ContractToolsTests : FeedPageTest
{
    public ContractToolsTests() => Feeds.Add("orders", "Orders");

    [Fact]
    public void Drift_WithoutAnEntry_SaysThatThereIsNothingToCompareWith()
    {
        SignIn(Operator);
        Publish("1.0.0");

        Assert.Contains("No entry to compare with", Tile(Open("orders", "?tab=contract&view=drift"), "Drift").TextContent);
    }

    [Fact]
    public void Drift_OfEntriesAsDeclared_IsNone()
    {
        SignIn(Operator);
        Publish("1.0.0");
        Record("""{"number":"SO-1"}""");

        Assert.Contains("No drift", Tile(Open("orders", "?tab=contract&view=drift"), "Drift").TextContent);
    }

    [Fact]
    public async Task Drift_UndeclaredField_IsShownWithItsEvidenceAndBecomesADraft()
    {
        SignIn(Operator);
        Publish("1.0.0");
        Record("""{"number":"SO-1","carrier":"DHL"}""");
        var page = Open("orders", "?tab=contract&view=drift");

        Assert.Contains("/carrier is not declared and was seen in 1 of 1.", Tile(page, "Drift").TextContent);
        await Button(page, "Propose the next version as a draft").ClickAsync(new());

        var draft = Assert.Single(Drafts.Drafts.Values);
        Assert.Contains("carrier", draft.Content.Schema);
        Assert.EndsWith($"catalogue/orders/contract/draft/{draft.Id}", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public void Drift_ByOneWhoOnlyReads_OffersNoDraft()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Record("""{"number":"SO-1","carrier":"DHL"}""");

        var tile = Tile(Open("orders", "?tab=contract&view=drift"), "Drift");

        Assert.Contains("/carrier is not declared", tile.TextContent);
        Assert.Empty(tile.QuerySelectorAll("button"));
    }

    [Theory]
    [InlineData("", "public sealed record Orders", "orders-1.0.0.cs")]
    [InlineData("&lang=csharp", "public sealed record Orders", "orders-1.0.0.cs")]
    [InlineData("&lang=typescript", "export interface Orders", "orders-1.0.0.ts")]
    [InlineData("&lang=cobol", "public sealed record Orders", "orders-1.0.0.cs")]
    public void Code_InTheLanguageOfTheAddress_IsShownAndCanBeDownloaded(string language, string part, string file)
    {
        SignIn(Viewer);
        Publish("1.0.0");

        var tile = Tile(Open("orders", "?tab=contract&view=code" + language), "Code");

        Assert.Contains(part, tile.TextContent);
        Assert.Equal(file, tile.QuerySelector("a[download]")!.GetAttribute("download"));
        Assert.Contains("/contracts/1.0.0/code?language=", tile.QuerySelector("a[download]")!.GetAttribute("href"));
    }

    [Fact]
    public void Samples_ThatBreak_AreOfferedApart()
    {
        SignIn(Operator);
        Publish("1.0.0");
        var page = Open("orders", "?tab=contract&view=samples");

        Assert.Equal(["Made up"], Tile(page, "Samples").QuerySelectorAll("[aria-label=Sample] button").Select(button => button.TextContent));
        Assert.Contains("One that breaks", Tile(page, "Samples").TextContent);
    }

    [Fact]
    public void Samples_ThatBreak_AreMadeOnceForAVersion()
    {
        Publish("1.0.0");
        var version = Contracts.Versions[0];
        var contract = new CountedContract(ContractLanguages.Compile(version.Source).Contract!);
        var breaking = new BreakingSamples();

        var first = breaking.Of(version, contract);
        var judged = contract.Judged;

        Assert.NotEmpty(first);
        Assert.All(first, sample => Assert.False(sample.IsValid));
        Assert.Same(first, breaking.Of(version, contract));
        Assert.Equal(judged, contract.Judged);
    }

    [Fact]
    public async Task Proposal_FromPastedSamples_FillsTheDraft()
    {
        SignIn(Operator);
        GoTo("catalogue/orders/contract/draft");
        RenderDialogs();
        var page = Render<ContractDraftPage>(p => p.Add(x => x.Id, "orders"));

        await page.Find("textarea").ChangeAsync(new() { Value = """{"sku":"A-1"} {"sku":"B-2"}""" });
        await page.FindAll("button").Single(b => b.TextContent.Trim() == "Propose from the samples").ClickAsync(new());

        Assert.Contains("from 2 payloads", page.Markup);
        Assert.Contains("seen in 2 of 2", page.Markup);
        Assert.Contains("1 property", page.Markup);
    }

    [Fact]
    public async Task Proposal_FromEntriesThatCannotBeRead_SaysSoAndCanBeTriedAgain()
    {
        SignIn(Operator);
        Record("""{"sku":"A-1"}""");
        GoTo("catalogue/orders/contract/draft");
        RenderDialogs();
        var page = Render<ContractDraftPage>(p => p.Add(x => x.Id, "orders"));
        Log.Failure = new IOException("The disk is gone.");

        await page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith("Propose from the newest", StringComparison.Ordinal)).ClickAsync(new());

        Assert.Contains("The entries could not be read", page.Find(".error").TextContent);
        Log.Failure = null;
        await page.Find(".error button").ClickAsync(new());
        Assert.Empty(page.FindAll(".error"));
        Assert.Contains("from 1 payloads", page.Markup);
    }

    [Theory]
    [InlineData("{\n nothing", "Line 2")]
    [InlineData("", "Paste at least one payload.")]
    public async Task Proposal_FromWhatCannotBeRead_SaysWhere(string samples, string told)
    {
        SignIn(Operator);
        GoTo("catalogue/orders/contract/draft");
        RenderDialogs();
        var page = Render<ContractDraftPage>(p => p.Add(x => x.Id, "orders"));

        await page.Find("textarea").ChangeAsync(new() { Value = samples });
        await page.FindAll("button").Single(b => b.TextContent.Trim() == "Propose from the samples").ClickAsync(new());

        Assert.Contains(told, page.Markup);
    }

    [Fact]
    public void Guide_LeadsToItsSections()
    {
        SignIn(Viewer);

        var page = Render<GuidePage>();
        var links = page.FindAll("nav[aria-label='Sections of the guide'] a").Select(a => a.GetAttribute("href")!["guide#".Length..]).ToList();

        Assert.NotEmpty(links);
        Assert.Equal(links, page.FindAll(".section").Select(section => section.Id));
    }

    private void Record(string payload) =>
        Log.Add("orders", new Entry { Id = "one", Content = new EntryContent("application/json", payload) }, new ContractVerdict(Conformance.Valid, "1.0.0", []));

    private sealed class CountedContract(ICompiledContract contract) : ICompiledContract
    {
        public int Judged { get; private set; }

        public string PayloadType => contract.PayloadType;

        public IReadOnlyList<ContractProperty> Properties => contract.Properties;

        public IReadOnlyList<Violation> Validate(ReadOnlyMemory<byte> payload)
        {
            Judged++;
            return contract.Validate(payload);
        }

        public ContractSample? Sample(SampleSeed seed) => contract.Sample(seed);
    }
}
