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
    public const string SecondFactor = "/account/second-factor";
    public const string Security = "/account/security";
    public const string ChoosePassword = "/account/choose-password";

    public static IResult SignInFailed(string? returnUrl, string why = "true") =>
        Results.Redirect(SignIn + new QueryBuilder { { "failed", why }, { "returnUrl", ReturnAddress.OrHome(returnUrl) } });

    public static IResult AskSecondFactor(string? returnUrl, bool failed = false)
    {
        var query = new QueryBuilder { { "returnUrl", ReturnAddress.OrHome(returnUrl) } };
        if (failed)
        {
            query.Add("failed", "true");
        }

        return Results.Redirect(SecondFactor + query);
    }

    public static IResult SetUpFailed(string? token, IEnumerable<string> fields) =>
        Results.Redirect(SetUp + new QueryBuilder { { "token", token ?? "" }, { "wrong", fields } });

    public static IResult PasswordRefused(bool mismatch) =>
        Results.Redirect($"{Password}?wrong={(mismatch ? "current" : "replacement")}");

    public static IResult ChoosePasswordRefused(string? person, string? token, string wrong) =>
        Results.Redirect(ChoosePassword + new QueryBuilder { { "person", person ?? "" }, { "token", token ?? "" }, { "wrong", wrong } });

    public static IResult SecurityOf(string? done = null, string? wrong = null)
    {
        var query = new QueryBuilder();
        if (done is not null)
        {
            query.Add("done", done);
        }

        if (wrong is not null)
        {
            query.Add("wrong", wrong);
        }

        return Results.Redirect(Security + query);
    }
}
