using System.Text;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>The samples that authors of contracts chose: each meets the version that it was chosen for.</summary>
public sealed class ContractSamples(ContractRegistry registry, FeedRegistry feeds, ISampleStore store, TimeProvider time)
{
    /// <summary>The most samples of an event type.</summary>
    public const int MaxSamples = 20;

    private const int LongestTitle = 100;

    /// <summary>The samples for an event type.</summary>
    public async Task<Outcome<IReadOnlyList<ChosenSample>>> ListAsync(
        FeedId feed, Actor actor, string? eventType, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded
            ? Outcome.Of<IReadOnlyList<ChosenSample>>([.. (await store.ListAsync(feed, cancellationToken)).Where(s => IsFor(s, eventType))])
            : found.Refusal;
    }

    /// <summary>Keeps a payload as a sample of a version's event type, which it has to meet.</summary>
    public async Task<Outcome<ChosenSample>> KeepAsync(
        FeedId feed, ContractVersion version, string title, string payload, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await registry.FindAuthoredAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var known = (await store.ListAsync(feed, cancellationToken)).Where(s => IsFor(s, version.EventType)).ToList();
        var contract = registry.Compile(version);
        var errors = new FieldErrors();
        errors.Require("title", title, LongestTitle);
        errors.Require("payload", payload, ChosenSample.MaxLength);
        if (known.Any(s => s.Title.Equals(title.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            errors.Add("title", $"There is a sample '{title.Trim()}' already.");
        }

        if (!errors.Any && contract.Validate(Encoding.UTF8.GetBytes(payload)) is [var first, ..])
        {
            errors.Add("payload", $"It does not meet {version.Version}, which asks for {contract.PayloadType}: {(first.Line is { } line ? $"line {line}: " : null)}{first.Message}");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (known.Count >= MaxSamples)
        {
            return Refusal.Conflict($"There are {MaxSamples} samples already: remove one first.");
        }

        var now = time.GetUtcNow();
        var sample = new ChosenSample
        {
            Id = Guid.CreateVersion7(now),
            Feed = feed,
            EventType = version.EventType,
            Title = title.Trim(),
            Payload = payload,
            MediaType = contract.PayloadType,
            Chosen = now,
            ChosenBy = actor.Name,
        };
        await store.AddAsync(sample, cancellationToken);
        return sample;
    }

    /// <summary>Removes a sample.</summary>
    public async Task<Outcome<Guid>> RemoveAsync(FeedId feed, Guid id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await registry.FindAuthoredAsync(feed, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal
            : await store.RemoveAsync(feed, id, cancellationToken) ? id
            : Refusal.NotFound($"'{feed}' has no sample '{id}'.");
    }

    private static bool IsFor(ChosenSample sample, string? eventType) =>
        string.Equals(sample.EventType ?? "", eventType ?? "", StringComparison.OrdinalIgnoreCase);
}
