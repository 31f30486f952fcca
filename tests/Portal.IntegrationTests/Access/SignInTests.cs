using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.TestKit;
using Portal.Web.Features.Settings;

namespace Portal.IntegrationTests.Access;

/// <summary>How people come in, stay in and are sent out again.</summary>
public sealed partial class SignInTests : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private static readonly Actor Otto = new() { Id = "op", Name = "Otto", Roles = new HashSet<string> { PortalRoles.Operator } };
    private readonly PortalHost _host = PortalHost.Start();

    [Fact]
    public async Task WrongPasswords_LockTheAccountAndAreTakenDown()
    {
        await PersonAsync("nadia@example.org", PortalRoles.Viewer);
        using var browser = new FormClient(_host);
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("failed=true", await browser.SignInAsync("nadia@example.org", "a wrong password"));
        }

        Assert.Contains("failed=true", await browser.SignInAsync("nadia@example.org", Password));
        Assert.Equal(["access.person.locked", "access.sign-in.failed"], (await ActionsAsync("outcome=refused")).Where(a => a.StartsWith("access.person") || a.StartsWith("access.sign")).Distinct().Order());
    }

    [Fact]
    public async Task GuessingOverManyAccounts_IsHeldUp()
    {
        await using var host = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Security:SignInsPerMinute"] = "20" });
        using var browser = new FormClient(host);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++)
        {
            using var answer = await browser.PostAsync("/account/sign-in", "/account/sign-in", ("email", $"person{i}@example.org"), ("password", "Password123456"));
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        Assert.Equal(20, answers.Count(a => a == HttpStatusCode.Redirect));
        Assert.Equal(5, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task RoleChange_CountsAtTheNextRequest()
    {
        var id = await PersonAsync("nadia@example.org", PortalRoles.Operator);
        using var browser = new FormClient(_host);
        await browser.SignInAsync("nadia@example.org", Password);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOfAsync("/approvals"));

        await People(people => people.ChangeAsync(id, [PortalRoles.Viewer], [], Otto));

        Assert.Equal(HttpStatusCode.Redirect, await browser.StatusOfAsync("/approvals"));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOfAsync("/catalogue"));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusOfAsync("/api/v1/audit"));
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("sign out")]
    [InlineData("remove")]
    [InlineData("second factor")]
    public async Task WhatAnOperatorDoes_EndsTheSessionAtOnce(string deed)
    {
        var id = await PersonAsync("nadia@example.org", PortalRoles.Viewer);
        using var browser = new FormClient(_host);
        await browser.SignInAsync("nadia@example.org", Password);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOfAsync("/api/v1/feeds"));

        await People(people => deed switch
        {
            "lock" => people.LockAsync(id, true, Otto),
            "sign out" => people.SignOutAsync(id, Otto),
            "remove" => people.RemoveAsync(id, Otto),
            _ => people.RemoveSecondFactorAsync(id, Otto),
        });

        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusOfAsync("/api/v1/feeds"));
        using var again = new FormClient(_host);
        var comesBack = await again.SignInAsync("nadia@example.org", Password);
        Assert.Equal(deed is "sign out" or "second factor", comesBack == "/");
    }

    [Fact]
    public async Task Cookie_OfASignedOutEverywhereSession_IsRefusedWhenReplayed()
    {
        await PersonAsync("nadia@example.org", PortalRoles.Viewer);
        using var browser = new FormClient(_host);
        await browser.SignInAsync("nadia@example.org", Password);
        var stolen = browser.Cookies.GetCookieHeader(_host.Address);

        Assert.Equal("/account/signed-out", await browser.SubmitAsync("/account/security", "/account/security/sign-out-everywhere"));

        using var thief = _host.Client(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/feeds") { Headers = { { "Cookie", stolen } } };
        using var answer = await thief.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Authenticator_IsAskedFor_TakesEachCodeOnce_AndRecoveryCodesToo()
    {
        await PersonAsync("nadia@example.org", PortalRoles.Viewer);
        using var browser = new FormClient(_host);
        await browser.SignInAsync("nadia@example.org", Password);
        var key = AuthenticatorKey().Match(await browser.Http.GetStringAsync("/account/security")).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("wrong=code", await browser.SubmitAsync("/account/security", "/account/security/authenticator", ("code", "000000")));
        Assert.Contains("done=authenticator", await browser.SubmitAsync("/account/security", "/account/security/authenticator", ("code", Totp(key))));
        var page = await browser.Http.GetStringAsync("/account/security?done=authenticator");
        var recovery = RecoveryCode().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(10, recovery.Count);
        Assert.DoesNotContain(recovery[0], await browser.Http.GetStringAsync("/account/security"));

        using var phone = new FormClient(_host);
        Assert.StartsWith("/account/second-factor", await phone.SignInAsync("nadia@example.org", Password), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusOfAsync("/api/v1/feeds"));
        var code = Totp(key);
        Assert.Equal("/", await phone.SubmitAsync("/account/second-factor", "/account/second-factor", ("code", code)));
        Assert.Equal(HttpStatusCode.OK, await phone.StatusOfAsync("/api/v1/feeds"));

        using var shoulder = new FormClient(_host);
        await shoulder.SignInAsync("nadia@example.org", Password);
        Assert.Contains("failed=true", await shoulder.SubmitAsync("/account/second-factor", "/account/second-factor", ("code", code)));
        Assert.Equal("/", await shoulder.SubmitAsync("/account/second-factor", "/account/second-factor", ("code", recovery[0])));
        using var replay = new FormClient(_host);
        await replay.SignInAsync("nadia@example.org", Password);
        Assert.Contains("failed=true", await replay.SubmitAsync("/account/second-factor", "/account/second-factor", ("code", recovery[0])));
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_AreRefused()
    {
        using var client = _host.Client(key: null);
        foreach (var action in new[] { "sign-in", "set-up", "sign-out", "choose-password", "second-factor", "passkey", "passkey/options" })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", "a@example.org")]);
            using var answer = await client.PostAsync($"/account/{action}", form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Passkey_ThatIsNone_IsAFailedTryAndNotAFault()
    {
        using var browser = new FormClient(_host);

        Assert.Contains("failed=passkey", await browser.SubmitAsync("/account/sign-in", "/account/passkey", ("credential", "{}")));
        using var options = await browser.PostAsync("/account/sign-in", "/account/passkey/options");
        Assert.True(JsonDocument.Parse(await options.Content.ReadAsStringAsync()).RootElement.TryGetProperty("challenge", out _));
        Assert.Contains("failed=passkey", await browser.SubmitAsync("/account/sign-in", "/account/passkey", ("credential", "not json")));
    }

    [Fact]
    public async Task ExpiredKey_IsRefusedAndTakenDown()
    {
        using var client = _host.Client();
        using var issued = await client.PostAsJsonAsync("/api/v1/keys", new { name = "short", roles = new[] { "viewer" }, expires = TimeProvider.System.GetUtcNow().AddSeconds(2) });
        using var user = _host.Client((await issued.JsonAsync()).GetProperty("key").GetString());
        HttpStatusCode status;
        do
        {
            using var answer = await user.GetAsync("/api/v1/feeds");
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("access.key.refused", await ActionsAsync("outcome=refused"));
    }

    [Fact]
    public async Task RotatedKey_WorksWithBothSecretsUntilTheOverlapEnds()
    {
        using var client = _host.Client();
        using var issued = await client.PostAsJsonAsync("/api/v1/keys", new { name = "service", roles = new[] { "viewer" }, scopes = new[] { "read" } });
        var (id, first) = ((await issued.JsonAsync()).GetProperty("id").GetString()!, (await issued.JsonAsync()).GetProperty("key").GetString()!);
        using var rotated = await client.PostAsJsonAsync($"/api/v1/keys/{id}/rotations", new { overlap = "PT1H" });
        var second = (await rotated.JsonAsync()).GetProperty("key").GetString()!;
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await StatusAsync(first), await StatusAsync(second)]);

        using var again = await client.PostAsJsonAsync($"/api/v1/keys/{id}/rotations", new { overlap = "PT0S" });
        var third = (await again.JsonAsync()).GetProperty("key").GetString()!;

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [await StatusAsync(first), await StatusAsync(second), await StatusAsync(third)]);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    private async Task<HttpStatusCode> StatusAsync(string key)
    {
        using var client = _host.Client(key);
        using var answer = await client.GetAsync("/api/v1/feeds");
        return answer.StatusCode;
    }

    private async Task<string> PersonAsync(string email, string role)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = email, Email = email, DisplayName = "Nadia" };
        Assert.True((await users.CreateAsync(user, Password)).Succeeded);
        Assert.True((await users.AddToRoleAsync(user, role)).Succeeded);
        return user.Id;
    }

    private async Task People(Func<IPeople, Task<Portal.Catalogue.Outcome<string>>> change)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        Assert.Null((await change(scope.ServiceProvider.GetRequiredService<IPeople>())).Refusal);
    }

    private async Task<IReadOnlyList<string>> ActionsAsync(string query)
    {
        using var client = _host.Client();
        return [.. JsonDocument.Parse(await client.GetStringAsync($"/api/v1/audit?{query}&limit=500")).RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString()!)];
    }

    // RFC 6238 with the defaults that authenticators have: SHA-1, 30 s, six digits.
    private static string Totp(string key)
    {
        var counter = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Base32(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = ((hash[offset] & 0x7f) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Base32(string text)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        foreach (var c in text.ToUpperInvariant())
        {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("data-test=\"authenticator-key\"[^>]*>([^<]+)<")]
    private static partial Regex AuthenticatorKey();

    [GeneratedRegex("<li[^>]*><code[^>]*>([^<]+)</code></li>")]
    private static partial Regex RecoveryCode();
}
