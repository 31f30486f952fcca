using System.Text;
using Portal.Events.Entries;

namespace Portal.Contracts;

/// <summary>Brings an entry's content to the form that a compiled contract judges.</summary>
public static class PayloadCheck
{
    /// <summary>Everything that is wrong with an entry's content by a contract; empty when it is valid.</summary>
    public static IReadOnlyList<Violation> Validate(EntryContent? content, ICompiledContract contract)
    {
        if (content is not { Value: { } value })
        {
            return [new Violation("", null, $"The entry has no content; its contract asks for {contract.PayloadType}.", "content")];
        }

        // Text may carry either: publishers often leave the type of a JSON payload at its default.
        var isXml = contract.PayloadType == "application/xml";
        var fits = content.Type is "text" or "text/plain" || (isXml ? content.IsXml : content.IsJson);
        return fits
            ? contract.Validate(Encoding.UTF8.GetBytes(value))
            : [new Violation("", null, $"The content is '{content.Type}'; its contract asks for {contract.PayloadType}.", "content")];
    }
}
