using Portal.Catalogue.Access;

namespace Portal.Catalogue.Requests;

/// <summary>Who people and keys are now: somebody who asked may have gone, or have lost the right to ask.</summary>
public interface IRequesters
{
    /// <summary>Who has this id; null when they have gone.</summary>
    ValueTask<Actor?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The name of who made a key; null for people.</summary>
    ValueTask<string?> MakerOfAsync(string id, CancellationToken cancellationToken = default);
}
