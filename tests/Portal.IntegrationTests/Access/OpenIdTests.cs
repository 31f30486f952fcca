using System.Net;
using System.Text.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests.Access;

/// <summary>Sign-in through a real OpenID provider, beside accounts of the portal.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private OpenIdProvider _provider = null!;
    private PortalHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.StartAsync();
        _host = PortalHost.Start(settings: new Dictionary<string, string?>
        {
            ["Portal:OpenIdConnect:Authority"] = _provider.Address.AbsoluteUri,
            ["Portal:OpenIdConnect:ClientId"] = OpenIdProvider.ClientId,
            ["Portal:OpenIdConnect:ClientSecret"] = OpenIdProvider.ClientSecret,
            ["Portal:OpenIdConnect:Name"] = "Example Corp",
            ["Portal:OpenIdConnect:Roles:portal-admins"] = "operator",
            ["Portal:OpenIdConnect:Roles:portal-devs"] = "developer",
            ["Portal:OpenIdConnect:TeamClaim"] = "groups",
            ["Portal:OpenIdConnect:Teams:g-sales"] = "Sales",
        });
    }

    [Fact]
    public async Task SignIn_MapsClaimsToRolesAndTeams_AndFollowsThemAtTheNextOne()
    {
        _provider.Person = [("sub", "u1"), ("email", "nadia@example.org"), ("name", "Nadia Petrov"), ("roles", "portal-admins"), ("roles", "something-else"), ("groups", "g-sales"), ("groups", "g-other")];
        using var browser = new FormClient(_host);

        Assert.Equal("/audit", await ComeInAsync(browser, "/audit"));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOfAsync("/audit"));
        Assert.Contains("Sales", await browser.Http.GetStringAsync("/settings"));

        _provider.Person = [("sub", "u1"), ("email", "nadia@example.org"), ("name", "Nadia Petrov"), ("roles", "portal-devs")];
        using var again = new FormClient(_host);
        await ComeInAsync(again, "/");
        Assert.Equal(HttpStatusCode.Redirect, await again.StatusOfAsync("/audit"));
        Assert.Equal(HttpStatusCode.OK, await again.StatusOfAsync("/health"));

        // The session before has the new rights too, at once.
        Assert.Equal(HttpStatusCode.Redirect, await browser.StatusOfAsync("/audit"));
        var actions = await ActionsAsync();
        Assert.Contains("access.person.linked", actions);
        Assert.Contains("access.roles.changed", actions);
        Assert.Contains("access.session.began", actions);
    }

    [Fact]
    public async Task SomebodyWithoutARole_OrWithTheAddressOfAnotherAccount_IsNotLetIn()
    {
        _provider.Person = [("sub", "u2"), ("email", "eve@example.org"), ("name", "Eve")];
        using var browser = new FormClient(_host);
        Assert.Contains("failed=external", await ComeInAsync(browser, "/"));

        _provider.Person = [("sub", "u3"), ("email", "same@example.org"), ("name", "One"), ("roles", "portal-devs")];
        Assert.Equal("/", await ComeInAsync(browser, "/"));
        _provider.Person = [("sub", "u4"), ("email", "same@example.org"), ("name", "Another"), ("roles", "portal-admins")];
        using var other = new FormClient(_host);
        Assert.Contains("failed=external", await ComeInAsync(other, "/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await other.StatusOfAsync("/api/v1/feeds"));
    }

    [Fact]
    public async Task Answer_OfTheProviderThatIsReplayed_IsRefused()
    {
        _provider.Person = [("sub", "u5"), ("email", "rita@example.org"), ("name", "Rita"), ("roles", "portal-devs")];
        using var browser = new FormClient(_host);
        var callback = await AskProviderAsync(browser, "/");
        using var first = await browser.Http.GetAsync(callback);
        Assert.StartsWith("/account/external/complete", first.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var thief = new FormClient(_host);
        using var replayed = await thief.Http.GetAsync(callback);
        Assert.Equal("/account/sign-in?failed=external", replayed.Headers.Location?.ToString());
        using var again = await browser.Http.GetAsync(callback);
        Assert.Equal("/account/sign-in?failed=external", again.Headers.Location?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private static async Task<string> ComeInAsync(FormClient browser, string target)
    {
        using var back = await browser.Http.GetAsync(await AskProviderAsync(browser, target));
        using var complete = await browser.Http.GetAsync(back.Headers.Location);
        return complete.Headers.Location!.ToString();
    }

    // To the provider and with its answer to the portal's callback, as a browser is led.
    private static async Task<Uri> AskProviderAsync(FormClient browser, string target)
    {
        using var begun = await browser.PostAsync("/account/sign-in", "/account/external", ("returnUrl", target));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(begun.Headers.Location);
        return answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private async Task<IReadOnlyList<string>> ActionsAsync()
    {
        using var client = _host.Client();
        return [.. JsonDocument.Parse(await client.GetStringAsync("/api/v1/audit?limit=500")).RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString()!)];
    }
}
