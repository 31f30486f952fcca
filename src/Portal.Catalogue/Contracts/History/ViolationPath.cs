using System.Text.RegularExpressions;

namespace Portal.Catalogue.Contracts.History;

/// <summary>The paths of violations as they are counted.</summary>
public static partial class ViolationPath
{
    /// <summary>
    /// The path without which item it was: <c>/items/3/sku</c> is <c>/items/*/sku</c>, <c>/order/line[3]/@sku</c> is
    /// <c>/order/line/@sku</c>.
    /// </summary>
    public static string Generalise(string path) => Index().Replace(Item().Replace(path, "/*"), "");

    [GeneratedRegex(@"/\d+(?=/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Item();

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
