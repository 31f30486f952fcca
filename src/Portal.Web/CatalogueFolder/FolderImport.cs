using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Events;

namespace Portal.Web.CatalogueFolder;

/// <summary>
/// Makes the catalogue what a folder describes. What the folder does not name stays as it is. Everything is checked first, and
/// with any problem nothing is changed; run again, it finds nothing to do.
/// </summary>
internal sealed class FolderImport(FeedRegistry feeds, ContractRegistry contracts, DomainDesk domains)
{
    /// <summary>Imports a folder, or says what importing it would do. Only operators may.</summary>
    public async Task<Outcome<FolderReport>> RunAsync(FolderFiles files, bool dryRun, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManageFeeds))
        {
            return Refusal.Forbidden("Only operators import feed descriptions.");
        }

        var content = FolderReader.Read(files);
        List<FolderProblem> problems = [.. content.Problems];
        if (problems.Count == 0)
        {
            await CheckAsync(content, problems, actor, cancellationToken);
        }

        if (problems.Count > 0)
        {
            return new FolderReport(false, [], problems);
        }

        var steps = await PlanAsync(content, actor, cancellationToken);
        if (dryRun)
        {
            return new FolderReport(false, [.. steps.Select(planned => planned.Step)], []);
        }

        List<FolderStep> done = [];
        foreach (var (step, file, line, run) in steps)
        {
            if (await run() is { } refusal)
            {
                problems.Add(new FolderProblem(file, line, refusal.Detail));
            }
            else
            {
                done.Add(step);
            }
        }

        return new FolderReport(problems.Count == 0, done, problems);
    }

    private async Task CheckAsync(FolderContent content, List<FolderProblem> problems, Actor actor, CancellationToken cancellationToken)
    {
        var described = content.Feeds.Select(feed => feed.Draft.Id!).ToHashSet();
        foreach (var feed in content.Feeds)
        {
            foreach (var (field, message) in FeedRegistry.Check(feed.Draft))
            {
                problems.Add(new FolderProblem(feed.File, feed.LineOf(field), $"{field}: {message}"));
            }

            if (feed.Deprecation is not null && feed.State is not (LifeCycle.Deprecated or LifeCycle.Retired))
            {
                problems.Add(new FolderProblem(feed.File, feed.LineOf("deprecation"), "Only a deprecated or retired feed has a 'deprecation': give 'state: deprecated' with it."));
            }

            foreach (var id in (feed.Draft.Details.DerivedFrom ?? []).Append(feed.Deprecation?.Successor ?? default).Where(id => id != default))
            {
                if (!described.Contains(id.Value) && !(await feeds.FindAsync(id, actor, cancellationToken)).Succeeded)
                {
                    problems.Add(new FolderProblem(feed.File, feed.LineOf(id == feed.Deprecation?.Successor ? "deprecation" : "derivedFrom"), $"There is no feed '{id}', here or in the catalogue."));
                }
            }

            if (problems.All(problem => problem.File != feed.File))
            {
                await CheckExistingAsync(feed, problems, actor, cancellationToken);
            }
        }
    }

    private async Task CheckExistingAsync(DescribedFeed described, List<FolderProblem> problems, Actor actor, CancellationToken cancellationToken)
    {
        var id = FeedId.Parse(described.Draft.Id!);
        var known = (await feeds.FindAsync(id, actor, cancellationToken)).Value;
        if (known is not null && FeedRegistry.Check(known, Change(described, known)) is { Count: > 0 } errors)
        {
            problems.AddRange(errors.Select(error => new FolderProblem(described.File, described.LineOf(error.Field), $"{error.Field}: {error.Message}")));
        }

        var published = known is null ? [] : (await contracts.ListAsync(id, actor, cancellationToken)).Value ?? [];
        foreach (var contract in described.Contracts)
        {
            var same = published.FirstOrDefault(version => version.Version.ToString() == contract.Draft.Version);
            if (same is not null && !Same(same, contract.Draft))
            {
                problems.Add(new FolderProblem(
                    described.File, contract.Line, $"Contract {contract.Draft.Version} of '{id}' is published and says something else. Published versions never change: give this one another number."));
            }
            else if (same is null)
            {
                CheckContract(described, contract, problems);
            }
        }
    }

    private static void CheckContract(DescribedFeed feed, DescribedContract contract, List<FolderProblem> problems)
    {
        if (ContractRegistry.Check(contract.Draft) is { } refusal)
        {
            problems.AddRange(refusal.SchemaErrors.Count > 0
                ? refusal.SchemaErrors.Select(error => new FolderProblem(
                    error.Location is null ? contract.SchemaFile : FolderFiles.Resolve(feed.File, error.Location) ?? error.Location, error.Line, error.Message))
                : [new FolderProblem(feed.File, contract.Line, refusal.Detail)]);
            return;
        }

        if (ContractLanguages.Compile(contract.Draft.ToSource()).Contract is { } compiled)
        {
            foreach (var (file, content) in contract.Samples)
            {
                problems.AddRange(compiled.Validate(content).Take(5).Select(violation => new FolderProblem(
                    file, violation.Line, $"This sample breaks contract {contract.Draft.Version}: {violation.Path}: {violation.Message}")));
            }
        }
    }

    private async Task<List<Planned>> PlanAsync(FolderContent content, Actor actor, CancellationToken cancellationToken)
    {
        List<Planned> first = [], second = [];
        var tree = await domains.ReadAsync(actor, cancellationToken);
        foreach (var (place, summary) in content.Domains.Where(item => !IsDescribed(tree, item.Place, item.Summary)))
        {
            first.Add(new Planned(
                new FolderStep(FolderStepKind.Describe, null, place.ToString()), FolderReader.DomainsFile, 1,
                async () => (await domains.DescribeAsync(place, summary, actor, cancellationToken)).Refusal));
        }

        foreach (var described in content.Feeds)
        {
            var id = FeedId.Parse(described.Draft.Id!);
            var known = (await feeds.FindAsync(id, actor, cancellationToken)).Value;
            if (known is null)
            {
                // First without what names other feeds, which may come later; then with it.
                var bare = described.Draft with { Details = described.Draft.Details with { DerivedFrom = [] }, State = described.State == LifeCycle.Proposed ? LifeCycle.Proposed : LifeCycle.Active };
                first.Add(new Planned(
                    new FolderStep(FolderStepKind.Create, id.Value, described.Draft.Title!), described.File, described.LineOf("id"),
                    async () => (await feeds.RegisterAsync(bare, actor, cancellationToken)).Refusal));
                if (described.Draft.Details.DerivedFrom is { Count: > 0 } || described.State is LifeCycle.Deprecated or LifeCycle.Retired)
                {
                    second.Add(ChangeStep(described, id, "what it is made of, life cycle", actor, cancellationToken));
                }
            }
            else if (FeedDifference.Of(known, described) is { Count: > 0 } fields)
            {
                second.Add(ChangeStep(described, id, string.Join(", ", fields), actor, cancellationToken));
            }
            else
            {
                first.Add(new Planned(new FolderStep(FolderStepKind.Keep, id.Value, ""), described.File, 1, () => Task.FromResult<Refusal?>(null)));
            }

            var published = known is null ? [] : (await contracts.ListAsync(id, actor, cancellationToken)).Value ?? [];
            foreach (var contract in described.Contracts
                .Where(contract => published.All(version => version.Version.ToString() != contract.Draft.Version))
                .OrderBy(contract => SemanticVersion.Parse(contract.Draft.Version), Comparer<SemanticVersion>.Create(SemanticVersion.Compare)))
            {
                first.Add(new Planned(
                    new FolderStep(FolderStepKind.Publish, id.Value, contract.Draft.Version + (contract.Draft.EventType is { } type ? $" of {type}" : "")), described.File, contract.Line,
                    async () => (await contracts.PublishAsync(id, contract.Draft, actor, cancellationToken: cancellationToken)).Refusal));
            }
        }

        return [.. first, .. second];
    }

    private Planned ChangeStep(DescribedFeed described, FeedId id, string fields, Actor actor, CancellationToken cancellationToken) => new(
        new FolderStep(FolderStepKind.Change, id.Value, fields), described.File, described.LineOf("id"),
        async () => (await feeds.FindAsync(id, actor, cancellationToken)).Value is { } now
            ? (await feeds.ChangeAsync(id, Change(described, now), actor, cancellationToken)).Refusal
            : Refusal.NotFound($"There is no feed '{id}' any more."));

    private static FeedChange Change(DescribedFeed described, Feed known) => new()
    {
        Title = described.Draft.Title,
        Summary = described.Draft.Summary ?? "",
        Owner = described.Draft.Owner,
        Domain = described.Draft.Domain,
        Subdomain = described.Draft.Subdomain ?? "",
        Tags = described.Draft.Tags,
        Visibility = described.Draft.Visibility,
        Channel = known.Channel.Described(described.Draft.Channel),
        Details = described.Draft.Details,
        State = described.State == known.State ? null : described.State,
        Deprecation = described.Deprecation,
    };

    private static bool Same(ContractVersion version, ContractDraft draft) =>
        version.EventType == (string.IsNullOrWhiteSpace(draft.EventType) ? null : draft.EventType.Trim())
        && FolderText.Same(version.Source, draft.ToSource());

    private static bool IsDescribed(IReadOnlyList<DomainNode> tree, DomainPlace place, string summary)
    {
        var node = tree.FirstOrDefault(n => n.Name.Equals(place.Domain, StringComparison.OrdinalIgnoreCase));
        return place.Subdomain is null
            ? node?.Summary == summary
            : node?.Parts.FirstOrDefault(part => part.Name.Equals(place.Subdomain, StringComparison.OrdinalIgnoreCase))?.Summary == summary;
    }

    private sealed record Planned(FolderStep Step, string File, int? Line, Func<Task<Refusal?>> Run);
}
