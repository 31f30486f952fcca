using Portal.FeedHost.Publishing;

namespace Portal.UnitTests.FeedHost;

public sealed class EntryIdentityTests
{
    [Theory]
    [InlineData("urn:uuid:1", null)]
    [InlineData("LAST", null)]
    [InlineData("last", "The atom:id 'last' stands for the oldest page; an id is an IRI such as urn:uuid:... (RFC 4287 section 4.2.6).")]
    [InlineData("..", "The atom:id '..' cannot stand in an address; an id is an IRI such as urn:uuid:... (RFC 4287 section 4.2.6).")]
    public void ProblemOf_Id_SaysWhatIsWrong(string id, string? problem) => Assert.Equal(problem, EntryIdentity.ProblemOf(id, "http://x/" + id));

    [Fact]
    public void ProblemOf_LongAddress_SaysHowLong() => Assert.Equal(
        "The atom:id is too long: the entry's address would have 4001 characters, at most 4000 are allowed.",
        EntryIdentity.ProblemOf("urn:x", new string('a', 4001)));
}
