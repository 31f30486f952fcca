using Portal.Catalogue.Feeds;

namespace Portal.Web.Shared.FeedParts;

/// <summary>Classifications in words, the least careful first.</summary>
internal static class ClassificationWords
{
    public static IReadOnlyList<Classification> All { get; } =
        [Classification.Public, Classification.Internal, Classification.Confidential, Classification.PersonalData];

    /// <summary>In two words at most.</summary>
    public static string Of(Classification classification) => classification switch
    {
        Classification.Public => "Public",
        Classification.Internal => "Internal",
        Classification.Confidential => "Confidential",
        _ => "Personal data",
    };

    /// <summary>With what it means.</summary>
    public static string Long(Classification classification) => classification switch
    {
        Classification.Public => "Public: anybody may know it",
        Classification.Internal => "Internal: within the organisation",
        Classification.Confidential => "Confidential: only those who need it",
        _ => "Personal data: it tells about people",
    };
}
