using System.Text.RegularExpressions;

namespace Portal.Contracts.Design;

/// <summary>Checks the name of an event type: <c>domain.entity.action</c>, the action in the past tense.</summary>
internal static partial class EventTypeName
{
    // Past tenses that do not end in -ed.
    private static readonly HashSet<string> Irregular = new(StringComparer.Ordinal)
    {
        "begun", "bought", "broken", "brought", "built", "caught", "chosen", "cut", "done", "drawn", "driven", "fallen", "found", "given", "gone", "grown", "held", "hit", "kept",
        "laid", "left", "lent", "let", "lost", "made", "met", "overdrawn", "paid", "put", "read", "rebuilt", "repaid", "reset", "run", "seen", "sent", "set", "shown", "shut", "sold",
        "spent", "split", "stolen", "stood", "sunk", "taken", "told", "undone", "unpaid", "upset", "withdrawn", "won", "written", "born", "bound", "become", "come", "led", "overrun",
    };

    // Words that end in -ed and are no verbs in the past.
    private static readonly HashSet<string> Misleading = new(StringComparer.Ordinal) { "feed", "seed", "need", "speed", "embed", "bed", "red", "shed", "proceed", "exceed", "succeed" };

    /// <summary>What could be better; nothing when it is a good name.</summary>
    public static IEnumerable<DesignFinding> Check(string name)
    {
        if (!Form().IsMatch(name))
        {
            yield return new DesignFinding(
                "type-name", DesignSeverity.Advice, null,
                $"'{JsonSchema.Values.JsonText.Cut(name)}' is not of the form domain.entity.action, for example shop.order.placed: small letters and digits, words joined by hyphens, three parts or more.");
            yield break;
        }

        var action = name[(name.LastIndexOf('.') + 1)..];
        var words = action.Split('-');
        if (!words.Any(IsPast))
        {
            yield return new DesignFinding(
                "type-tense", DesignSeverity.Advice, null,
                $"'{action}' does not say that something has happened. An event is named in the past tense: '{Past(words[^1])}' rather than '{words[^1]}'. An order to somebody is a call, not an event.");
        }
        else if (action is "updated" or "changed" or "modified" or "edited" or "saved")
        {
            yield return new DesignFinding(
                "type-vague", DesignSeverity.Hint, null,
                $"'{action}' says only that something is different. Name what happened, for example address-changed or cancelled, so that consumers can pick what concerns them.");
        }
    }

    private static bool IsPast(string word) => Irregular.Contains(word) || (word.Length > 3 && word.EndsWith("ed", StringComparison.Ordinal) && !Misleading.Contains(word));

    private static string Past(string verb) =>
        verb.EndsWith('e') ? verb + "d"
        : verb.EndsWith("ing", StringComparison.Ordinal) && verb.Length > 5 ? verb[..^3] + "ed"
        : verb.Length > 2 && verb.EndsWith('y') && !"aeiou".Contains(verb[^2], StringComparison.Ordinal) ? verb[..^1] + "ied"
        : verb + "ed";

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*){2,}$")]
    private static partial Regex Form();
}
