using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Soak;

/// <summary>
/// What a rendered page says to the script that brings it alive: its root components, as comments like
/// <c>&lt;!--Blazor:{"type":"server","prerenderId":"…","sequence":0,"descriptor":"…"}--&gt;</c>, and its state.
/// </summary>
internal static partial class PageMarkers
{
    /// <summary>The state that the circuit is given.</summary>
    public static string StateOf(string page) => State().Match(page).Groups[1].Value;

    /// <summary>What asks a circuit to render all root components of the page.</summary>
    public static string OperationsOf(string page)
    {
        // The comment at a component's end has its id and no type.
        var markers = Marker().Matches(page).Select(match => JsonNode.Parse(match.Groups[1].Value)!)
            .Where(marker => marker["type"]?.GetValue<string>() == "server").OrderBy(marker => marker["sequence"]!.GetValue<int>()).ToList();
        if (markers.Count == 0)
        {
            throw new InvalidOperationException("The page has no component of a circuit: nobody is signed in, or it is not a page.");
        }

        return new JsonObject
        {
            ["batchId"] = 1,
            ["operations"] = new JsonArray([.. markers.Select((marker, i) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker.DeepClone() })]),
        }.ToJsonString();
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([A-Za-z0-9+/=]+)-->")]
    private static partial Regex State();
}
