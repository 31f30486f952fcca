namespace Portal.Catalogue.Access;

/// <summary>The teams, as operators keep them. A feed's owner is the name of one.</summary>
public sealed class Teams(ITeamStore store, IAuditTrail audit, TimeProvider time)
{
    /// <summary>Raised for a person whose teams changed. Handlers must not block.</summary>
    public event Action<string>? MembershipChanged;

    /// <summary>All teams, by name. Whoever uses the portal may see them.</summary>
    public async ValueTask<Outcome<IReadOnlyList<Team>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.May(Permission.UsePortal) ? Outcome.Of(await store.ListAsync(cancellationToken)) : Refusal.Forbidden("Sign in to see the teams.");

    /// <summary>The names of the teams that a person is in.</summary>
    public async ValueTask<IReadOnlyList<string>> OfPersonAsync(string person, CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(cancellationToken)).Where(team => team.Members.Contains(person)).Select(team => team.Name)];

    /// <summary>Makes a team. Only operators may.</summary>
    public async Task<Outcome<Team>> AddAsync(string name, string? summary, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Refuse(actor) is { } refusal)
        {
            return refusal;
        }

        var errors = new FieldErrors();
        errors.Require("name", name, Team.MaxName);
        errors.AtMost("summary", summary, Team.MaxSummary);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var team = new Team { Id = Team.IdOf(name), Name = name.Trim(), Summary = summary?.Trim() ?? "", Created = time.GetUtcNow() };
        if (!await store.AddAsync(team, cancellationToken))
        {
            return new Refusal(
                RefusalKind.Conflict, $"There is a team '{team.Name}' already.", new Dictionary<string, string[]> { ["name"] = [$"There is a team '{team.Name}' already."] });
        }

        await audit.RecordAsync(
            new AuditEvent("access.team.added", actor, AuditSubjects.Team(team.Name), $"Team '{team.Name}' was made") { Changes = [new("summary", null, team.Summary)] },
            cancellationToken);
        return team;
    }

    /// <summary>Makes the team that a feed names as its owner, where it is not there yet.</summary>
    public async Task EnsureAsync(string name, Actor actor, CancellationToken cancellationToken = default)
    {
        if ((await store.ListAsync(cancellationToken)).All(team => team.Id != Team.IdOf(name)))
        {
            await AddAsync(name, null, Actor.Portal with { Id = actor.Id, Name = actor.Name }, cancellationToken);
        }
    }

    /// <summary>Puts a person into these teams and takes them out of all others. Only operators may.</summary>
    public async Task<Outcome<string>> SetOfPersonAsync(
        string person, string personName, IReadOnlyList<string> names, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Refuse(actor) is { } refusal)
        {
            return refusal;
        }

        var all = await store.ListAsync(cancellationToken);
        var wanted = names.Select(Team.IdOf).ToHashSet();
        if (names.FirstOrDefault(name => all.All(team => team.Id != Team.IdOf(name))) is { } unknown)
        {
            var message = $"There is no team '{unknown}'.";
            return new Refusal(RefusalKind.Invalid, message, new Dictionary<string, string[]> { ["teams"] = [message] });
        }

        var before = all.Where(team => team.Members.Contains(person)).Select(team => team.Name).ToList();
        foreach (var team in all.Where(team => team.Members.Contains(person) != wanted.Contains(team.Id)))
        {
            await store.UpdateAsync(team.Id, t => Put(t, person, wanted.Contains(t.Id)), cancellationToken);
        }

        var after = all.Where(team => wanted.Contains(team.Id)).Select(team => team.Name).ToList();
        if (!before.SequenceEqual(after))
        {
            MembershipChanged?.Invoke(person);
            await audit.RecordAsync(
                new AuditEvent("access.teams.changed", actor, AuditSubjects.Person(person), $"The teams of {personName} were changed")
                {
                    Changes = [new("teams", string.Join(", ", before), string.Join(", ", after))],
                },
                cancellationToken);
        }

        return person;
    }

    /// <summary>Removes a team that owns no feed. Only operators may.</summary>
    public async Task<Outcome<string>> RemoveAsync(string name, int feedsOwned, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Refuse(actor) is { } refusal)
        {
            return refusal;
        }

        if (feedsOwned > 0)
        {
            return Refusal.Conflict($"'{name}' owns {feedsOwned} feeds: give them to another team first.");
        }

        var team = (await store.ListAsync(cancellationToken)).FirstOrDefault(t => t.Id == Team.IdOf(name));
        if (team is null || !await store.RemoveAsync(team.Id, cancellationToken))
        {
            return Refusal.NotFound($"There is no team '{name}'.");
        }

        foreach (var member in team.Members)
        {
            MembershipChanged?.Invoke(member);
        }

        await audit.RecordAsync(
            new AuditEvent("access.team.removed", actor, AuditSubjects.Team(team.Name), $"Team '{team.Name}' was removed")
            {
                Changes = [new("members", string.Join(", ", team.Members), null)],
            },
            cancellationToken);
        return team.Name;
    }

    private static void Put(Team team, string person, bool member)
    {
        var others = team.Members.Where(id => id != person);
        team.Members = member && team.Members.Count < Team.MaxMembers ? [.. others, person] : [.. others];
    }

    private static Refusal? Refuse(Actor actor) => actor.May(Permission.ManagePeople) ? null : Refusal.Forbidden("Only operators keep teams.");
}
