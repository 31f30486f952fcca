using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;

namespace Portal.Web.CatalogueFolder;

/// <summary>A feed as a folder describes it.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="LineOf">The line of a field; of the file's begin when the field does not stand there.</param>
/// <param name="Draft">What it is to be.</param>
/// <param name="State">Where it is to be in its life.</param>
/// <param name="Deprecation">Why and until when; null when it is not deprecated.</param>
/// <param name="Contracts">Its contract versions.</param>
internal sealed record DescribedFeed(
    string File,
    Func<string, int> LineOf,
    FeedDraft Draft,
    LifeCycle State,
    DeprecationChange? Deprecation,
    IReadOnlyList<DescribedContract> Contracts);

/// <summary>A contract version as a folder describes it.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="SchemaFile">The file of its schema.</param>
/// <param name="Draft">What it says.</param>
/// <param name="Samples">Payloads that must be valid by it: file and content.</param>
internal sealed record DescribedContract(int Line, string SchemaFile, ContractDraft Draft, IReadOnlyList<(string File, byte[] Content)> Samples);
