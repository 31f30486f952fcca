using Portal.FeedHost.Reading;

namespace Portal.FeedHost.Publishing;

/// <summary>What an id must be so that the entry can be addressed and paged from. Pure.</summary>
internal static class EntryIdentity
{
    /// <summary>The longest address of an entry, escaped; servers and proxies commonly refuse request lines of 8 KB.</summary>
    private const int MaxAddress = 4000;

    /// <summary>What is wrong with an id; null when nothing is.</summary>
    public static string? ProblemOf(string id, string address) => (id, address) switch
    {
        (PageQuery.Last, _) => $"The atom:id '{id}' stands for the oldest page; an id is an IRI such as urn:uuid:... (RFC 4287 section 4.2.6).",
        ("." or "..", _) => $"The atom:id '{id}' cannot stand in an address; an id is an IRI such as urn:uuid:... (RFC 4287 section 4.2.6).",
        (_, { Length: > MaxAddress }) => $"The atom:id is too long: the entry's address would have {address.Length} characters, at most {MaxAddress} are allowed.",
        _ => null,
    };
}
