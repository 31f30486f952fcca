using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue;
using Portal.Web.Features.Account;

namespace Portal.ComponentTests.Account;

public sealed class AccountTests : ComponentTest
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/catalogue/orders?tab=entries", "/catalogue/orders?tab=entries")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("catalogue", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/\r\nLocation: x", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void ReturnAddress_Asked_IsAPathOfThisPortal(string? asked, string address) => Assert.Equal(address, ReturnAddress.OrHome(asked));

    [Fact]
    public void SignIn_OutsideDevelopment_OffersNoAccount()
    {
        Provide(new NoForgery());

        var page = Render<SignInPage>();

        Assert.Equal(["account/sign-in", "account/passkey"], page.FindAll("form").Select(form => form.GetAttribute("action")));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void SignIn_InDevelopment_OffersOneAccountForEachRole()
    {
        Provide(new NoForgery(), new DevelopmentAccount("vera@example.org", "Vera Viewer", "viewer"));

        var page = Render<SignInPage>();

        Assert.Equal("Continue as Vera Viewer (viewer)", page.Find("form[action='account/dev-sign-in'] button").TextContent);
        Assert.Equal("vera@example.org", page.Find("form[action='account/dev-sign-in'] input[name=email]").GetAttribute("value"));
    }

    [Fact]
    public void SignIn_Failed_DoesNotTellWhichWasWrongAndKeepsOnlyALocalTarget()
    {
        Provide(new NoForgery());
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("account/sign-in?failed=true&returnUrl=//evil.example");

        var page = Render<SignInPage>();

        Assert.Contains("E-mail or password is wrong", page.Find("[role=alert]").TextContent);
        Assert.Equal("/", page.Find("input[name=returnUrl]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("right", 1)]
    [InlineData("wrong", 0)]
    public void SetUp_ByToken_ShowsTheFormOnlyWhenOpen(string token, int forms)
    {
        Provide(new NoForgery());
        Services.AddSingleton<IFirstOperator>(new FakeFirstOperator());
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"account/set-up?token={token}");

        Assert.Equal(forms, Render<SetUpPage>().FindAll("form").Count);
    }

    [Fact]
    public void SetUp_Refused_MarksTheFields()
    {
        Provide(new NoForgery());
        Services.AddSingleton<IFirstOperator>(new FakeFirstOperator());
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("account/set-up?token=right&wrong=password");

        var page = Render<SetUpPage>();

        Assert.Equal(["field-password"], page.FindAll("[aria-invalid=true]").Select(input => input.Id));
    }

    private void Provide(AntiforgeryStateProvider forgery, params DevelopmentAccount[] accounts)
    {
        Services.AddSingleton(forgery);
        Services.AddSingleton<IDevelopmentAccounts>(new FakeDevelopment(accounts));
        Services.AddSingleton<ISessionCookies>(new KeptCookies());
        Services.AddSingleton<ISignInProvider>(new NoProvider());
    }

    private sealed class FakeDevelopment(IReadOnlyList<DevelopmentAccount> accounts) : IDevelopmentAccounts
    {
        public IReadOnlyList<DevelopmentAccount> Accounts => accounts;
    }

    private sealed class NoProvider : ISignInProvider
    {
        public string? Name => null;

        public string Scheme => "";
    }

    private sealed class KeptCookies : ISessionCookies
    {
        public bool MayCome => true;
    }

    private sealed class FakeFirstOperator : IFirstOperator
    {
        public bool IsOpen(string? token) => token == "right";

        public Task<Outcome<string>> CreateAsync(string token, NewOperator person, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }

    private sealed class NoForgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
