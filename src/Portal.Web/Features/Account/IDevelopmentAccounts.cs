namespace Portal.Web.Features.Account;

/// <summary>The accounts that anybody may continue as in Development. Empty everywhere else.</summary>
internal interface IDevelopmentAccounts
{
    /// <summary>One for each role.</summary>
    IReadOnlyList<DevelopmentAccount> Accounts { get; }
}

/// <summary>An account for trying the portal out.</summary>
/// <param name="Email">The e-mail address: its name in the form.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">Their role.</param>
internal sealed record DevelopmentAccount(string Email, string Name, string Role);
