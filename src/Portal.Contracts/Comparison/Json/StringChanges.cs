using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Formats;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares what texts must be.</summary>
internal static class StringChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        CountChanges.Compare(run, path, before, after, new Counted("minLength", "maxLength", ValueKinds.String, ContractChangeKind.LengthTightened, "The length"));
        ComparePatterns(run, path, before, after);
        CompareFormats(run, path, before, after);
    }

    private static void ComparePatterns(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Patterns(before), Patterns(after));
        string[] added = [.. news.Except(olds)], removed = [.. olds.Except(news)];
        var (isOld, isNew) = (before.Reachable.HasFlag(ValueKinds.String), after.Reachable.HasFlag(ValueKinds.String));
        if (added.Length > 0 && removed.Length > 0 && (isOld || isNew))
        {
            run.Log.CannotTell(path, "The pattern is another one; whether it matches the same texts cannot be told.", Words(removed), Words(added));
        }
        else if (added.Length > 0)
        {
            run.Log.Add(new ContractChange(
                path, ContractChangeKind.PatternAdded, isOld, false, null, Words(added), "Texts must match a pattern now: documents with other texts are refused."));
        }
        else if (removed.Length > 0)
        {
            run.Log.Add(new ContractChange(
                path, ContractChangeKind.PatternRemoved, false, isNew, Words(removed), null, "Texts need not match the pattern any more: consumers may get others."));
        }
    }

    private static string[] Patterns(SchemaView view) =>
        [.. view.Parts.Where(part => part.Validates()).Select(part => part.Text("pattern")).OfType<string>().Distinct()];

    // Formats that a draft does not check, and encodings that it does not know, are notes.
    private static void CompareFormats(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Formats(before), Formats(after));
        string[] added = [.. news.Keys.Except(olds.Keys)], removed = [.. olds.Keys.Except(news.Keys)];
        string[] common = [.. olds.Keys.Intersect(news.Keys)];
        var isTighter = added.Any(name => news[name]) || common.Any(name => news[name] && !olds[name]);
        var isLooser = removed.Any(name => olds[name]) || common.Any(name => olds[name] && !news[name]);
        if (added.Length == 0 && removed.Length == 0 && !isTighter && !isLooser)
        {
            return;
        }

        var kind = olds.Count == 0 ? ContractChangeKind.FormatAdded : news.Count == 0 ? ContractChangeKind.FormatRemoved : ContractChangeKind.FormatChanged;
        var why = (isTighter, isLooser) switch
        {
            (true, true) => "Texts must have another format: texts of one version are not texts of the other.",
            (true, false) => "Texts must have a format: documents with other texts are refused.",
            (false, true) => "Texts need not have the format any more: consumers may get others.",
            _ => "The format is a note in this draft and is not checked.",
        };
        run.Log.Add(new ContractChange(
            path, kind, isTighter && before.Reachable.HasFlag(ValueKinds.String), isLooser && after.Reachable.HasFlag(ValueKinds.String),
            Words(olds.Keys), Words(news.Keys), why));
    }

    private static Dictionary<string, bool> Formats(SchemaView view)
    {
        var formats = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var part in view.Parts)
        {
            if (part.Text("format") is { } format)
            {
                var isChecked = part.Resource!.Dialect.AssertsFormats && KnownFormats.Find(format, part.Draft()) is not null;
                formats[format] = isChecked || formats.GetValueOrDefault(format);
            }

            foreach (var name in Contents(part))
            {
                formats[name] = part.Draft() == Draft.V7 || formats.GetValueOrDefault(name);
            }
        }

        return formats;
    }

    // Draft 7 checks the two together: JSON in base64 is another thing than base64 and JSON.
    private static IEnumerable<string> Contents(SchemaValue part)
    {
        var (encoding, type) = (part.Text("contentEncoding") == "base64", part.Text("contentMediaType") == "application/json");
        if (encoding || type)
        {
            yield return encoding && type ? "JSON in base64" : encoding ? "base64" : "JSON";
        }
    }

    private static string? Words(IReadOnlyCollection<string> texts) => texts.Count == 0 ? null : string.Join(" and ", texts);
}
