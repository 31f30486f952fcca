using Microsoft.AspNetCore.Http.Extensions;

namespace Portal.Web.Features.Account;

/// <summary>The addresses of the account pages. What went wrong is said by a word in them, never by a text.</summary>
internal static class AccountAddress
{
    public const string SignIn = "/account/sign-in";
    public const string SetUp = "/account/set-up";
    public const string SignedOut = "/account/signed-out";
    public const string Password = "/account/password";
    public const string PasswordChanged = Password + "?done=true";

    public static IResult SignInFailed(string? returnUrl) =>
        Results.Redirect(SignIn + new QueryBuilder { { "failed", "true" }, { "returnUrl", ReturnAddress.OrHome(returnUrl) } });

    public static IResult SetUpFailed(string? token, IEnumerable<string> fields) =>
        Results.Redirect(SetUp + new QueryBuilder { { "token", token ?? "" }, { "wrong", fields } });

    public static IResult PasswordRefused(bool mismatch) =>
        Results.Redirect($"{Password}?wrong={(mismatch ? "current" : "replacement")}");
}
