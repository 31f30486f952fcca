using Portal.Monitoring.Metrics;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Feeds;

/// <summary>How figures by event type are named.</summary>
internal static class TypedWords
{
    public static string Name(TypedThroughput type) => type.Share switch
    {
        TypedShare.Type => type.Type!,
        TypedShare.Others => "Other types",
        _ => "No type",
    };

    /// <summary>Which entries those are that have no type of their own to stand under.</summary>
    public static string Meaning(TypedThroughput type) => type.Share == TypedShare.Others
        ? "the first 40 types of a feed have figures of their own, further ones share these."
        : "entries without a category, and those that came before types were counted.";

    public static string Seconds(double? seconds) => seconds is { } known ? Figure.Duration(TimeSpan.FromSeconds(known)) : "–";
}
