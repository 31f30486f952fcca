using System.Text.Json;

namespace Portal.Syndication.Revisions;

/// <summary>
/// Compares two JSON documents by path. Members are compared by name whatever their order; elements of arrays by place, after
/// what both arrays begin and end with. Pure.
/// </summary>
internal sealed class JsonDiff(string field, ChangeList changes)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128, AllowTrailingCommas = true };

    /// <summary>False when one of them is no JSON: then nothing is added.</summary>
    public static bool TryCompare(string field, string before, string after, ChangeList changes)
    {
        try
        {
            using var old = JsonDocument.Parse(before, Options);
            using var now = JsonDocument.Parse(after, Options);
            new JsonDiff(field, changes).Compare("", old.RootElement, now.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Compare(string path, JsonElement before, JsonElement after)
    {
        switch (before.ValueKind, after.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareObjects(path, before, after);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareArrays(path, [.. before.EnumerateArray()], [.. after.EnumerateArray()]);
                break;
            case (JsonValueKind.String, JsonValueKind.String):
                changes.AddText(field, path, before.GetString(), after.GetString());
                break;
            default:
                if (!JsonElement.DeepEquals(before, after))
                {
                    changes.Add(field, path, before.GetRawText(), after.GetRawText());
                }

                break;
        }
    }

    private void CompareObjects(string path, JsonElement before, JsonElement after)
    {
        foreach (var member in before.EnumerateObject())
        {
            if (after.TryGetProperty(member.Name, out var now))
            {
                Compare(PathOf(path, member.Name), member.Value, now);
            }
            else
            {
                changes.Add(field, PathOf(path, member.Name), WordsOf(member.Value), null);
            }
        }

        foreach (var member in after.EnumerateObject())
        {
            if (!before.TryGetProperty(member.Name, out _))
            {
                changes.Add(field, PathOf(path, member.Name), null, WordsOf(member.Value));
            }
        }
    }

    private void CompareArrays(string path, List<JsonElement> before, List<JsonElement> after)
    {
        var (start, end) = CommonEnds.Of(before, after, JsonElement.DeepEquals);
        var (old, now) = (before.Count - end, after.Count - end);
        for (var at = start; at < Math.Max(old, now); at++)
        {
            if (at < old && at < now)
            {
                Compare($"{path}/{at}", before[at], after[at]);
            }
            else
            {
                changes.Add(field, $"{path}/{at}", at < old ? WordsOf(before[at]) : null, at < now ? WordsOf(after[at]) : null);
            }
        }
    }

    private static string PathOf(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string WordsOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
