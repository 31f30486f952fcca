using FsCheck;
using FsCheck.Xunit;
using Portal.Events.Entries;
using Portal.Syndication.Revisions;

namespace Portal.UnitTests.Syndication;

public sealed class EntryDiffTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Entry Plain = new() { Id = "1", Title = EntryText.Plain("An order") };

    [Fact]
    public void Between_SameEntry_IsNothing() => Assert.Empty(EntryDiff.Between(Plain, Plain).Changes);

    [Fact]
    public void Between_EveryPartChanged_TellsThemInOrder()
    {
        var before = Plain with
        {
            Summary = EntryText.Plain("Open"),
            Published = Noon,
            Authors = [new Person("Ann")],
            Categories = [new Category("order"), new Category("new", "urn:state")],
            Links = [new EntryLink("http://example.org/1")],
        };
        var after = before with
        {
            Title = new EntryText(TextKind.Html, "An order"),
            Summary = EntryText.Plain("Shipped"),
            Updated = Noon.AddHours(1),
            Authors = [],
            Categories = [new Category("shipped", "urn:state"), new Category("order")],
            Links = [new EntryLink("http://example.org/1", Type: "text/html")],
            Language = "en",
        };

        Assert.Equal(
            [
                new FieldChange("title", "type", FieldChangeKind.Changed, "text", "html"),
                new FieldChange("summary", "", FieldChangeKind.Changed, "Open", "Shipped"),
                new FieldChange("updated", "", FieldChangeKind.Added, null, "2026-03-01T13:00:00Z"),
                new FieldChange("authors", "", FieldChangeKind.Removed, "Ann", null),
                new FieldChange("categories", "", FieldChangeKind.Removed, "new, urn:state", null),
                new FieldChange("categories", "", FieldChangeKind.Added, null, "shipped, urn:state"),
                new FieldChange("links", "", FieldChangeKind.Removed, "alternate: http://example.org/1", null),
                new FieldChange("links", "", FieldChangeKind.Added, null, "alternate: http://example.org/1, text/html"),
                new FieldChange("language", "", FieldChangeKind.Added, null, "en"),
            ],
            EntryDiff.Between(before, after).Changes);
    }

    [Fact]
    public void Between_Tombstone_SaysThatItWasDeleted() =>
        Assert.Equal(
            [
                new FieldChange("deleted", "", FieldChangeKind.Added, null, "true"),
                new FieldChange("title", "", FieldChangeKind.Removed, "An order", null),
                new FieldChange("updated", "", FieldChangeKind.Added, null, "2026-03-01T12:00:00Z"),
            ],
            EntryDiff.Between(Plain, Plain.ToTombstone(Noon)).Changes);

    [Fact]
    public void Between_JsonPayloads_TellsEachPath() =>
        Assert.Equal(
            [
                Content("/status", "open", "shipped"),
                Content("/lines/0/qty", "1", "2"),
                Content("/a~1b", "true", null),
                Content("/note", null, """{"by":"Ann"}"""),
            ],
            Json(
                """{"status":"open","lines":[{"qty":1},{"qty":5}],"a/b":true,"same":[1,2]}""",
                """{"lines":[{"qty":2},{"qty":5}],"status":"shipped","same":[1, 2.0],"note":{"by":"Ann"}}"""));

    [Fact]
    public void Between_JsonArrayWithAnElementInBetween_TellsThatOne() =>
        Assert.Equal([Content("/1", null, "5")], Json("[1,2,3]", "[1,5,2,3]"));

    [Fact]
    public void Between_JsonOfAnotherKind_IsReplaced() => Assert.Equal([Content("", """{"a":1}""", "[1]")], Json("""{"a":1}""", "[1]"));

    [Fact]
    public void Between_NotReallyJson_ComparesLines()
    {
        var change = Assert.Single(Json("a\nb\nc", "a\nx\nc"));

        Assert.Equal(
            [
                new LineChange(LineChangeKind.Same, "a"),
                new LineChange(LineChangeKind.Removed, "b"),
                new LineChange(LineChangeKind.Added, "x"),
                new LineChange(LineChangeKind.Same, "c"),
            ],
            change.Lines);
    }

    [Fact]
    public void Between_XmlPayloads_TellsEachPath() =>
        Assert.Equal(
            [
                Content("/order/@state", "open", "shipped"),
                Content("/order/line[2]/@qty", "1", "2"),
                Content("/order/note", "Ring twice", null),
                Content("/order/carrier", null, "Post"),
            ],
            Xml(
                """<order state="open"><line qty="3"/><line qty="1"/><note>Ring twice</note></order>""",
                """
                <order state="shipped">
                  <line qty="3"/> <line qty="2"/>
                  <carrier>Post</carrier>
                </order>
                """));

    [Fact]
    public void Between_XmlOfAnotherRoot_IsReplaced() =>
        Assert.Equal([Content("/a", "1", null), Content("/b", null, "1")], Xml("<a>1</a>", "<b>1</b>"));

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>")]
    [InlineData("<a>")]
    public void Between_XmlThatIsNotRead_IsComparedAsText(string hostile) =>
        Assert.Equal([Content("", "<a/>", hostile)], Xml("<a/>", hostile));

    [Fact]
    public void Between_DeepXml_IsComparedAsText()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000));

        Assert.Equal("", Assert.Single(Xml("<a/>", deep)).Path);
    }

    [Fact]
    public void Between_MoreChangesThanAreTold_CountsThem()
    {
        var before = "{" + string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"m{i}\":1")) + "}";
        var changes = EntryDiff.Between(
            Plain with { Content = new EntryContent("application/json", before) },
            Plain with { Content = new EntryContent("application/json", before.Replace(":1", ":2", StringComparison.Ordinal)) });

        Assert.Equal((EntryDiff.MaxChanges, 1000 - EntryDiff.MaxChanges), (changes.Changes.Count, changes.LeftOff));
    }

    [Fact]
    public void Between_LongValue_IsCut()
    {
        var change = Assert.Single(EntryDiff.Between(Plain, Plain with { Title = EntryText.Plain(new string('x', 9000)) }).Changes);

        Assert.Equal(EntryDiff.MaxValue + 1, change.After!.Length);
    }

    [Fact]
    public void Between_FarApartLines_LeavesOutWhatStays()
    {
        var lines = Enumerable.Range(0, 50).Select(i => $"line {i}").ToArray();
        var before = string.Join('\n', lines);
        lines[25] = "another";

        var change = Assert.Single(EntryDiff.Between(
            Plain with { Content = new EntryContent("text", before) }, Plain with { Content = new EntryContent("text", string.Join('\n', lines)) }).Changes);

        Assert.Equal(
            [
                new LineChange(LineChangeKind.Same, "… 23 more lines"),
                new LineChange(LineChangeKind.Same, "line 23"),
                new LineChange(LineChangeKind.Same, "line 24"),
                new LineChange(LineChangeKind.Removed, "line 25"),
                new LineChange(LineChangeKind.Added, "another"),
                new LineChange(LineChangeKind.Same, "line 26"),
                new LineChange(LineChangeKind.Same, "line 27"),
                new LineChange(LineChangeKind.Same, "… 22 more lines"),
            ],
            change.Lines);
    }

    [Property]
    public void Between_AnyTexts_ReadsAsBothOfThem(NonNull<string>[] before, NonNull<string>[] after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var change = EntryDiff.Between(
            Plain with { Content = new EntryContent("text", string.Join('\n', old)) },
            Plain with { Content = new EntryContent("text", string.Join('\n', now)) }).Changes;
        if (change is not [{ Lines: { Count: > 0 } lines }])
        {
            return;
        }

        // What is left of either text once the markers of what was left out are out of it.
        var kept = lines.Where(line => !line.Text.StartsWith('…')).ToList();
        Assert.Equal(Ordered(old, kept, LineChangeKind.Added), kept.Where(line => line.Kind != LineChangeKind.Added).Select(line => line.Text));
        Assert.Equal(Ordered(now, kept, LineChangeKind.Removed), kept.Where(line => line.Kind != LineChangeKind.Removed).Select(line => line.Text));
    }

    // The lines of a text that the answer holds, in the text's order.
    private static IEnumerable<string> Ordered(string[] text, List<LineChange> kept, LineChangeKind without)
    {
        var wanted = new Queue<string>(kept.Where(line => line.Kind != without).Select(line => line.Text));
        foreach (var line in text)
        {
            if (wanted.Count > 0 && wanted.Peek() == line)
            {
                yield return wanted.Dequeue();
            }
        }
    }

    private static string[] Lines(NonNull<string>[] words) => [.. words.Select(word => $"{word.Get.Length % 5}"), "end"];

    private static FieldChange Content(string path, string? before, string? after) => new(
        "content", path, before is null ? FieldChangeKind.Added : after is null ? FieldChangeKind.Removed : FieldChangeKind.Changed, before, after);

    private static IReadOnlyList<FieldChange> Json(string before, string after) => Diff("application/json", before, after);

    private static IReadOnlyList<FieldChange> Xml(string before, string after) => Diff("application/xml", before, after);

    private static IReadOnlyList<FieldChange> Diff(string type, string before, string after) => EntryDiff.Between(
        Plain with { Content = new EntryContent(type, before) }, Plain with { Content = new EntryContent(type, after) }).Changes;
}
