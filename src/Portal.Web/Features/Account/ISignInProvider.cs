namespace Portal.Web.Features.Account;

/// <summary>A provider elsewhere that people may come in through.</summary>
internal interface ISignInProvider
{
    /// <summary>What it is called; null when none is set up.</summary>
    string? Name { get; }

    /// <summary>The authentication scheme of it.</summary>
    string Scheme { get; }
}
