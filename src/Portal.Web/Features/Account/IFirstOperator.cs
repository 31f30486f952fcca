using Portal.Catalogue;

namespace Portal.Web.Features.Account;

/// <summary>Lets the first operator in, by a one-time token that the portal wrote to its log.</summary>
internal interface IFirstOperator
{
    /// <summary>Whether the token is the one that was printed and nobody has used it. Compared in constant time.</summary>
    bool IsOpen(string? token);

    /// <summary>
    /// Makes the first operator and ends the token, all or nothing; of two callers exactly one succeeds. Refused as
    /// not found when the token is not open, as invalid with messages for <c>name</c>, <c>email</c> and <c>password</c>.
    /// </summary>
    /// <returns>The id of the new user.</returns>
    Task<Outcome<string>> CreateAsync(string token, NewOperator person, CancellationToken cancellationToken = default);
}

/// <summary>The first operator, as they gave it.</summary>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">The e-mail address to sign in with.</param>
/// <param name="Password">The password.</param>
internal sealed record NewOperator(string Name, string Email, string Password);
