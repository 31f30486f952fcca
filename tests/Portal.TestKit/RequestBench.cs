using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Kinds;
using Portal.Catalogue.Requests.Policy;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Contracts;
using Portal.Events.Activity;

namespace Portal.TestKit;

/// <summary>What requests are made of, over stores in memory.</summary>
public sealed class RequestBench
{
    /// <summary>Puts everything together over some stores.</summary>
    public RequestBench(
        IFeedStore feeds, IContractStore contracts, IApiKeyStore keys, ITeamStore teams, IActivityLog activity, IAuditTrail audit, TimeProvider time)
    {
        var access = new AccessControl(time);
        Registry = new FeedRegistry(feeds, access, Changes, activity, audit, time);
        Versions = new ContractRegistry(Registry, contracts, new CompiledContracts(), Changes, activity, audit, time);
        Kinds = new RequestKinds(Registry, feeds, contracts, Versions, access, time);
        Notifier = new Notifier(Notifications, time);
        Rights = new RequestRights(Kinds, Requesters, Deputies, People, time);
        News = new RequestNews(Store, Rights, People, Notifier);
        Journal = new RequestJournal(activity, audit, News);
        Policies = new PolicyDesk(PolicyStore, audit);
        Decisions = new DecisionDesk(Store, Kinds, feeds, teams, Policies, Requesters, Rights, new ApiKeys(keys, activity, audit, time), Journal, time);
        Desk = new RequestDesk(Store, Kinds, Decisions, Rights, feeds, teams, Policies, Journal, News, time);
        Upkeep = new RequestUpkeep(Store, Requesters, Policies, Journal, time);
        IProvisioningStep[] own =
        [
            new ContractVersionStep(Versions, contracts), new RetentionStep(Registry), new KeyStep(keys, audit, time), new OpenStep(Registry),
            new GrantStep(new FeedGrants(Registry, feeds, access, Changes, audit, time)), new ChangeStep(Registry), new RetireStep(Registry),
        ];
        Steps = own;
        Time = time;
    }

    /// <summary>The requests.</summary>
    public FakeRequestStore Store { get; } = new();

    /// <summary>The policy.</summary>
    public FakePolicyStore PolicyStore { get; } = new();

    /// <summary>Who is here.</summary>
    public FakeRequesters Requesters { get; } = new();

    /// <summary>Who signs in.</summary>
    public FakeDirectory People { get; } = new();

    /// <summary>What they were told.</summary>
    public FakeNotificationStore Notifications { get; } = new();

    /// <summary>Who decides for whom.</summary>
    public FakeDeputyStore Deputies { get; } = new();

    public Notifier Notifier { get; }

    public RequestRights Rights { get; }

    public RequestNews News { get; }

    /// <summary>The catalogue's changes.</summary>
    public CatalogueChanges Changes { get; } = new();

    public FeedRegistry Registry { get; }

    public ContractRegistry Versions { get; }

    public RequestKinds Kinds { get; }

    public RequestJournal Journal { get; }

    public PolicyDesk Policies { get; }

    public DecisionDesk Decisions { get; }

    public RequestDesk Desk { get; }

    public RequestUpkeep Upkeep { get; }

    /// <summary>The steps that need nothing but the catalogue.</summary>
    public IReadOnlyList<IProvisioningStep> Steps { get; }

    private TimeProvider Time { get; }

    /// <summary>A provisioner of these steps, the catalogue's own for all others, and nothing for what neither knows.</summary>
    public Provisioner Provisioner(params IProvisioningStep[] steps)
    {
        var known = steps.Concat(Steps.Where(step => steps.All(other => other.Name != step.Name))).ToList();
        string[] names = [StepNames.Source, StepNames.Feed, StepNames.Dashboard, StepNames.SmokeTest, StepNames.Subscription];
        return new Provisioner(Store, [.. known, .. names.Except(known.Select(step => step.Name)).Select(name => new FakeStep(name))], Journal, Time);
    }
}

/// <summary>A step that notes what it was asked for.</summary>
public sealed class FakeStep(string name, Func<Task<string?>>? work = null) : IProvisioningStep
{
    public string Name => name;

    /// <summary>How often it was done.</summary>
    public int Done { get; private set; }

    /// <summary>How often it was undone.</summary>
    public int Undone { get; private set; }

    public Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        Done++;
        return work?.Invoke() ?? Task.FromResult<string?>(null);
    }

    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        Undone++;
        return Task.CompletedTask;
    }
}
