using Portal.Catalogue.Access;

namespace Portal.Web.Security;

/// <summary>Who is at this screen. For components; endpoints take it from the request's principal.</summary>
public interface ICurrentActor
{
    /// <summary>The signed-in person, or <see cref="Actor.Anonymous"/>.</summary>
    ValueTask<Actor> GetAsync();
}
