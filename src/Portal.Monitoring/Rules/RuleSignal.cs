using Portal.Events;
using Portal.Monitoring.Fields;

namespace Portal.Monitoring.Rules;

/// <summary>What a rule has to say.</summary>
/// <param name="Rule">The rule's number.</param>
/// <param name="Raised">Whether something is wrong; else all that was wrong has passed.</param>
/// <param name="At">When it happened, in event time: the same however often the log is read.</param>
/// <param name="Text">What happened, for people.</param>
/// <param name="Feed">The feed of the entry that shows it; null when none does.</param>
/// <param name="Position">Where that entry stands in the log.</param>
public sealed record RuleSignal(int Rule, bool Raised, DateTimeOffset At, string Text, FeedId? Feed = null, EventPosition? Position = null)
{
    /// <summary>The same for those who may not see the values in it; null when it quotes none.</summary>
    public SafeWords? Safe { get; init; }
}

/// <summary>What happened, without the values of fields that its words quote.</summary>
/// <param name="Text">The words, with <see cref="Hidden"/> in place of each value.</param>
/// <param name="Fields">The fields whose values are quoted.</param>
public sealed record SafeWords(string Text, IReadOnlyList<EntryField> Fields)
{
    /// <summary>What stands in place of a value.</summary>
    public const string Hidden = "***";
}
