using Portal.Contracts;
using Portal.Contracts.Fields;
using Portal.Events;
using Portal.Ingestion.Intake;
using Portal.Monitoring.Fields;

namespace Portal.Web.Features.Kpis;

/// <summary>A field that a contract marks as something to measure, or to break down by.</summary>
/// <param name="Field">The field.</param>
/// <param name="Marks">What it is marked as.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Description">What it means; null when the contract does not say.</param>
public sealed record MarkedField(EntryField Field, FieldMarks Marks, FieldKind Kind, string? Description)
{
    /// <summary>Whether it is a measure; else a dimension.</summary>
    public bool IsMeasure => Marks.Role == FieldRole.Measure;
}

/// <summary>What the contracts of feeds mark for figures.</summary>
internal sealed class ContractFields(ICurrentContracts contracts, CompiledContracts compiled)
{
    private const int MaxFields = 50;

    /// <summary>The measures of the contracts in force, then their dimensions; none that is private.</summary>
    public async ValueTask<IReadOnlyList<MarkedField>> OfAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default)
    {
        List<MarkedField> fields = [];
        foreach (var feed in feeds)
        {
            foreach (var version in await contracts.ForFeedAsync(feed, cancellationToken))
            {
                fields.AddRange(MarkedIn(compiled.Get(version.Id, version.Source)));
            }
        }

        return [.. fields.DistinctBy(field => field.Field).OrderByDescending(field => field.IsMeasure).Take(MaxFields)];
    }

    private static IEnumerable<MarkedField> MarkedIn(ICompiledContract contract) =>
        from property in contract.Properties
        where property.Marks is { Role: FieldRole.Measure or FieldRole.Dimension, IsPrivate: false } && property.ValuePath.Length > 0
        let field = contract.PayloadType == "application/xml" ? EntryField.Xml(property.ValuePath) : EntryField.Json(property.ValuePath)
        where field.Problem is null
        select new MarkedField(field, property.Marks, property.Kind, property.Description);
}
