namespace Portal.Catalogue.Requests.Policy;

/// <summary>Where the policy of requests is kept.</summary>
public interface IPolicyStore
{
    /// <summary>The policy; null until somebody changed it.</summary>
    Task<RequestPolicy?> FindAsync(CancellationToken cancellationToken = default);

    /// <summary>Saves a policy whose revision moved on by one; false when somebody else saved in the meantime.</summary>
    Task<bool> SaveAsync(RequestPolicy policy, CancellationToken cancellationToken = default);
}
