using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;

namespace Portal.Web.Features.Dashboards.Reports;

/// <summary>The people and teams that a dashboard can be sent to. Pure.</summary>
internal sealed class ReportReaders(IReadOnlyList<KnownPerson> people, IReadOnlyList<string> teams)
{
    /// <summary>The most recipients of a report.</summary>
    public const int MaxRecipients = 50;

    /// <summary>How many are suggested.</summary>
    public const int MaxSuggested = 8;

    /// <summary>So many letters are to be typed first: nobody leafs through everybody.</summary>
    public const int LeastTyped = 2;

    private const int MaxNamed = 5;

    /// <summary>Whom what was typed may mean: the beginning of a word of a name, or a whole e-mail address. Teams first.</summary>
    public IReadOnlyList<ReportCandidate> Suggest(Dashboard dashboard, string typed)
    {
        var text = typed.Trim();
        if (text.Length < LeastTyped)
        {
            return [];
        }

        var ofTeams = teams.Where(team => IsMeant(team, text)).Select(team => new ReportRecipient(IsTeam: true, team, team));
        var ofPeople = people.Where(person => IsMeant(person.Name, text) || text.Equals(person.Email, StringComparison.OrdinalIgnoreCase))
            .Select(person => new ReportRecipient(IsTeam: false, person.Id, person.Name));
        return [.. ofTeams.Concat(ofPeople).Take(MaxSuggested).Select(one => new ReportCandidate(one, AboutOf(one), Blind(dashboard, [one])))];
    }

    /// <summary>The recipients as they are called now, and what is wrong with them; null when nothing is.</summary>
    public (IReadOnlyList<ReportRecipient> Known, string? Problem) Check(Dashboard dashboard, IReadOnlyList<ReportRecipient> asked)
    {
        List<ReportRecipient> known = [];
        foreach (var one in asked.DistinctBy(one => (one.IsTeam, one.Id)))
        {
            if (one.IsTeam ? !teams.Contains(one.Id, StringComparer.OrdinalIgnoreCase) : PersonOf(one) is null)
            {
                return ([], $"{one.Name} is not here any more.");
            }

            known.Add(one.IsTeam ? one : one with { Name = PersonOf(one)!.Name });
        }

        // Of a team there may be some who see it later: whoever is named alone is meant alone.
        var blind = Blind(dashboard, [.. known.Where(one => !one.IsTeam)]);
        return known.Count is 0 or > MaxRecipients ? ([], $"1 to {MaxRecipients} people and teams.")
            : blind.Count > 0 ? ([], $"{ReportWords.Listed(blind, MaxNamed)} may not see this dashboard: share it first.")
            : (known, null);
    }

    /// <summary>The names of those who may not see the dashboard, also of a team's people.</summary>
    public IReadOnlyList<string> Blind(Dashboard dashboard, IReadOnlyList<ReportRecipient> recipients) =>
        [.. people.Where(person => recipients.Any(one => one.IsTeam ? person.Actor.IsIn(one.Id) : one.Id == person.Id))
            .Where(person => !DashboardRegistry.MaySee(dashboard, person.Actor)).Select(person => person.Name)];

    private static bool IsMeant(string name, string text) =>
        name.StartsWith(text, StringComparison.OrdinalIgnoreCase) || name.Contains(' ' + text, StringComparison.OrdinalIgnoreCase);

    // Of two people with one name the address tells which is which; nobody else's is shown.
    private string AboutOf(ReportRecipient one)
    {
        if (one.IsTeam)
        {
            return $"team of {Shared.Figures.Figure.Counted(people.Count(person => person.Actor.IsIn(one.Id)), "person", "people")}";
        }

        var person = PersonOf(one)!;
        return people.Count(other => other.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)) > 1
            ? person.Email ?? "no e-mail address"
            : person.Email is null ? "no e-mail address" : string.Join(", ", person.Actor.Teams.Order(StringComparer.OrdinalIgnoreCase));
    }

    private KnownPerson? PersonOf(ReportRecipient one) => people.FirstOrDefault(person => person.Id == one.Id);
}

/// <summary>Somebody, or a team, that may be meant.</summary>
/// <param name="Recipient">Who.</param>
/// <param name="About">What tells them from others.</param>
/// <param name="Blind">Who of them may not see the dashboard.</param>
public sealed record ReportCandidate(ReportRecipient Recipient, string About, IReadOnlyList<string> Blind);
