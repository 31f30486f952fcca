using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Requests;

/// <summary>How much care a decision needs.</summary>
public enum RiskLevel
{
    /// <summary>Little can go wrong, and it can be undone.</summary>
    Low,

    /// <summary>Worth a second look.</summary>
    Medium,

    /// <summary>Somebody may be harmed, or it cannot be undone.</summary>
    High,
}

/// <summary>How much care a request needs, and why. Pure.</summary>
/// <param name="Level">The highest of its reasons.</param>
/// <param name="Reasons">Why, the worst first; empty when nothing speaks against it.</param>
public sealed record RequestRisk(RiskLevel Level, IReadOnlyList<string> Reasons)
{
    /// <summary>The risk of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The feed that it is about; null when there is none yet.</param>
    public static RequestRisk Of(FeedRequest request, Feed? target)
    {
        List<(RiskLevel Level, string Reason)> found = [.. OfKind(request, target), .. OfContent(request, target)];
        var failed = request.Checks.Where(check => !check.Passed).ToList();
        found.AddRange(failed.Where(check => check.Blocking).Select(check => (RiskLevel.High, $"A check blocks it: {check.Message}")));
        if (failed.Count(check => !check.Blocking) is > 0 and var advisory)
        {
            found.Add((advisory > 2 ? RiskLevel.Medium : RiskLevel.Low, advisory == 1 ? "One check did not pass" : $"{advisory} checks did not pass"));
        }

        return new RequestRisk(
            found.Select(one => one.Level).DefaultIfEmpty(RiskLevel.Low).Max(), [.. found.OrderByDescending(one => one.Level).Select(one => one.Reason)]);
    }

    private static IEnumerable<(RiskLevel Level, string Reason)> OfKind(FeedRequest request, Feed? target)
    {
        var draft = request.Draft;
        switch (request.Kind)
        {
            case RequestKind.Retire:
                yield return (RiskLevel.High, "Whoever reads the feed gets nothing more");
                break;
            case RequestKind.NewContract when draft.Contract?.Enforcement is Contracts.Enforcement.Reject:
                yield return (RiskLevel.Medium, "Entries that do not meet the new version are rejected");
                break;
            case RequestKind.NewContract:
                yield return (RiskLevel.Low, "Consumers meet another form of the entries");
                break;
            case RequestKind.Change when !string.IsNullOrWhiteSpace(draft.Owner) && !string.Equals(draft.Owner.Trim(), target?.Owner, StringComparison.OrdinalIgnoreCase):
                yield return (RiskLevel.Medium, $"Another team looks after the feed: {draft.Owner.Trim()}");
                break;
            case RequestKind.Change when draft.Retention is not null:
                yield return (RiskLevel.Medium, "What is older than the new limits is removed for good");
                break;
            case RequestKind.Access when draft.Until is null:
                yield return (RiskLevel.Medium, "The access has no end");
                break;
            case RequestKind.FollowFeed:
                yield return (RiskLevel.Low, "The entries come from elsewhere");
                break;
            default:
                break;
        }

        if (request.Kind == RequestKind.Access && !string.IsNullOrWhiteSpace(draft.Team))
        {
            yield return (RiskLevel.Medium, $"A whole team is let in: {draft.Team}");
        }
    }

    private static IEnumerable<(RiskLevel Level, string Reason)> OfContent(FeedRequest request, Feed? target)
    {
        var isNew = request.Kind is RequestKind.NewFeed or RequestKind.FollowFeed;
        var classification = isNew ? request.Draft.Classification ?? Classification.Internal : target?.Details.Classification;
        var audience = isNew ? request.Draft.Visibility ?? FeedVisibility.Internal : target?.Visibility;
        if (classification == Classification.PersonalData)
        {
            yield return (request.Kind is RequestKind.Access || audience != FeedVisibility.Restricted ? RiskLevel.High : RiskLevel.Medium, "The content is about people");
        }
        else if (classification == Classification.Confidential)
        {
            yield return (audience != FeedVisibility.Restricted ? RiskLevel.High : RiskLevel.Medium, "The content is confidential");
        }

        if (isNew && audience == FeedVisibility.Public)
        {
            yield return (RiskLevel.Medium, "Everybody may read it");
        }
    }
}
