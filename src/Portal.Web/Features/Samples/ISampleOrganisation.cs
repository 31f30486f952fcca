using Portal.Catalogue.Access;

namespace Portal.Web.Features.Samples;

/// <summary>The sample organisation: feeds, contracts and a publisher to look at, labelled as sample.</summary>
internal interface ISampleOrganisation
{
    /// <summary>Whether it is in the catalogue.</summary>
    bool IsPresent { get; }

    /// <summary>Removes it with its feeds, entries and key, without a trace. Only operators may.</summary>
    Task RemoveAsync(Actor actor);
}
