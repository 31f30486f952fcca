using System.Text;
using Portal.Events.Entries;
using Portal.Storage.EventLog;

namespace Portal.UnitTests.Storage;

public sealed class EntryCodecTests
{
    private static readonly Entry Full = new()
    {
        Id = "urn:1",
        Title = new EntryText(TextKind.Html, "<b>T</b>"),
        Summary = EntryText.Plain("s"),
        Content = new EntryContent("application/json", "{\"a\":\"ä\"}"),
        Rights = EntryText.Plain("r"),
        Published = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(2)),
        Updated = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero),
        Authors = [new Person("A", "a@example.org", "https://example.org")],
        Contributors = [new Person("C")],
        Links = [new EntryLink("https://example.org/1", "enclosure", "audio/mpeg", "t", 5, "en")],
        Categories = [new Category("OrderPlaced", "urn:s", "l")],
        Language = "en",
        Extensions = ["<x:y xmlns:x=\"urn:x\"/>"],
    };

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var verdict = new ContractVerdict(Conformance.Invalid, "1.2.0", [new Violation("/a", 3, "wrong", "type")]);

        var (entry, read, _) = EntryCodec.Decode(EntryCodec.Encode(Full, verdict).Payload);

        Assert.Equivalent(Full, entry, strict: true);
        Assert.Equivalent(verdict, read, strict: true);
    }

    [Fact]
    public void Decode_EmptyEntry_IsTheSame()
    {
        var empty = new Entry { Id = "urn:2" };

        var (entry, verdict, _) = EntryCodec.Decode(EntryCodec.Encode(empty, ContractVerdict.Unchecked).Payload);

        Assert.Equivalent(empty, entry, strict: true);
        Assert.Same(ContractVerdict.Unchecked, verdict);
    }

    [Theory]
    [InlineData("text", "", null)]
    [InlineData("text/plain", "{\"i\":\"not the body\"}\r\n\0\"\\ \U0001F600", null)]
    [InlineData("text", "\uFEFFmarked", null)]
    [InlineData("video/mp4", null, "https://example.org/1.mp4")]
    public void Decode_ContentOfAnyKind_IsTheSame(string type, string? value, string? src)
    {
        var entry = new Entry { Id = "urn:4", Content = new EntryContent(type, value, src) };

        Assert.Equal(entry.Content, EntryCodec.Decode(EntryCodec.Encode(entry, ContractVerdict.Unchecked).Payload).Entry.Content);
    }

    [Fact]
    public void Decode_ContentWithHalfASurrogatePair_HasTheReplacementCharacter()
    {
        var entry = new Entry { Id = "urn:5", Content = new EntryContent("text", "a\uD83Db") };

        Assert.Equal("a\uFFFDb", EntryCodec.Decode(EntryCodec.Encode(entry, ContractVerdict.Unchecked).Payload).Entry.Content?.Value);
    }

    [Fact]
    public void Decode_MembersOfALaterVersion_AreSkipped()
    {
        var payload = Encoding.UTF8.GetBytes("""{"p":null,"new":[1,{"a":2}]}{"i":"urn:3","t":{"Kind":0,"Value":"x"},"later":{"b":[]}}""");

        Assert.Equal("x", EntryCodec.Decode(payload).Entry.Title.Value);
    }

    [Fact]
    public void Encode_OtherDatesAndVerdict_HasTheSameHash()
    {
        var stamped = Full with { Published = null, Updated = DateTimeOffset.UnixEpoch };

        Assert.Equal(
            EntryCodec.Encode(Full, ContractVerdict.Unchecked).Hash,
            EntryCodec.Encode(stamped, new ContractVerdict(Conformance.Valid, "1.0.0", [])).Hash);
    }

    [Fact]
    public void Encode_AnythingElseThatDiffers_HasAnotherHash()
    {
        Entry[] entries =
        [
            Full,
            Full with { Language = "de" },
            Full with { Content = Full.Content! with { Value = "{\"a\":\"o\"}" } },
            Full with { Content = Full.Content! with { Value = "" } },
            Full with { Content = Full.Content! with { Value = null } },
        ];

        Assert.Distinct(entries.Select(entry => EntryCodec.Encode(entry, ContractVerdict.Unchecked).Hash));
    }
}
