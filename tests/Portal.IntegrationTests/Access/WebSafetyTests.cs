using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Portal.TestKit;

namespace Portal.IntegrationTests.Access;

/// <summary>What a scanner looks at: the headers of every answer, the cookies, the scripts of every page, who may be asked.</summary>
public sealed partial class WebSafetyTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly string[] Hostile =
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "javascript:alert(1)", "</title><svg onload=alert(1)>", "=HYPERLINK(\"http://evil.example\")"];

    [Fact]
    public async Task EveryAnswer_CarriesTheHeadersThatProtectIt()
    {
        using var nobody = portal.Host.Client(key: null);
        using var everything = portal.Host.Client();
        var feed = await portal.HostedFeedAsync("headers");
        List<string> wrong = [];
        foreach (var row in PermissionTable.Read().Where(row => row.Name.StartsWith("GET", StringComparison.Ordinal) || row.Name.StartsWith("* ", StringComparison.Ordinal)))
        {
            var address = Parameter().Replace(row.Name.Split(' ')[1], match => match.Value.Contains("feed", StringComparison.Ordinal) ? feed : "v1");
            foreach (var client in new[] { nobody, everything })
            {
                using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                wrong.AddRange(Missing(answer).Select(what => $"{address} ({(int)answer.StatusCode}): {what}"));
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/catalogue")]
    [InlineData("/catalogue/add")]
    [InlineData("/live")]
    [InlineData("/requests")]
    [InlineData("/requests/new")]
    [InlineData("/approvals")]
    [InlineData("/health")]
    [InlineData("/settings")]
    [InlineData("/audit")]
    [InlineData("/account/sign-in")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/choose-password?person=a&token=b")]
    [InlineData("/account/denied")]
    [InlineData("/not-found")]
    [InlineData("/nowhere")]
    [InlineData("/api")]
    public async Task Page_RunsNoScriptThatItsPolicyDoesNotName(string address)
    {
        using var client = portal.Host.Client();
        using var answer = await client.GetAsync(address);
        var page = await answer.Content.ReadAsStringAsync();
        var nonce = Nonce().Match(answer.Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value;

        var scripts = Script().Matches(page).Select(m => WebUtility.HtmlDecode(m.Value)).Where(tag => !tag.Contains(" src=", StringComparison.Ordinal) && !tag.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal) && !tag.Contains("application/json", StringComparison.Ordinal));

        Assert.Empty(scripts);
        Assert.Empty(Handler().Matches(page).Select(m => m.Value));
        Assert.DoesNotContain("href=\"javascript:", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookies_AreSecureHttpOnlyAndSameSite()
    {
        await using var host = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Security:InsecureCookies"] = "false" });
        using var client = host.Client(key: null);
        using var answer = await client.GetAsync("/account/sign-in");

        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();

        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", cookie);
        });
    }

    [Fact]
    public async Task OverTls_TheBrowserIsToldToStayThere()
    {
        await using var host = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Proxies"] = "127.0.0.1" });
        using var client = host.Client(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "portal.example.org" }, { "X-Forwarded-For", "192.0.2.7" } } };
        using var answer = await client.SendAsync(request);

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Host_ThatIsNotItsOwn_IsNotAnswered()
    {
        await using var host = PortalHost.Start(settings: new Dictionary<string, string?> { ["AllowedHosts"] = "portal.example.org" });
        using var client = host.Client(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in") { Headers = { Host = "evil.example" } };
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Redirects_StayInThePortal(string target)
    {
        using var browser = new FormClient(portal.Host);

        var leads = await browser.SubmitAsync("/account/sign-in", "/account/sign-in", ("email", "a@example.org"), ("password", "x"), ("returnUrl", target));

        Assert.StartsWith("/account/sign-in?failed=true", leads, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", leads);
    }

    [Fact]
    public async Task HostileTexts_InEveryField_AreShownAndNeverRun()
    {
        using var client = portal.Host.Client();
        foreach (var text in Hostile)
        {
            var feed = await portal.HostedFeedAsync(
                "hostile", new { title = text, summary = text, owner = text, domain = text, tags = new[] { text.Replace(",", "", StringComparison.Ordinal) } });
            using var key = await client.PostAsJsonAsync("/api/v1/keys", new { name = text, roles = new[] { "viewer" }, teams = new[] { text } });
            using var team = await client.PostAsJsonAsync("/api/v1/teams", new { name = text + feed, summary = text });
            using var grant = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/grants", new { kind = "person", grantee = text });
            using var asked = await client.PostAsJsonAsync(
                "/api/v1/requests",
                new { id = PortalFixture.NewId("asked"), title = text, summary = text, owner = text, domain = text, justification = text, channel = new { type = "hosted" } });
            Assert.All([key, team, grant, asked], answer => Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode}"));
            var request = (await asked.JsonAsync()).GetProperty("id").GetString();
            string[] pages =
            [
                "/", "/catalogue", "/live", "/requests?whose=all", "/approvals", "/settings?tab=keys", "/settings?tab=teams", "/audit", $"/requests/{request}",
                $"/catalogue/{feed}", $"/catalogue/{feed}?tab=contract", $"/catalogue/{feed}?tab=entries", $"/catalogue/{feed}?tab=settings",
                $"/catalogue?q={Uri.EscapeDataString(text)}", $"/audit?q={Uri.EscapeDataString(text)}&subject={Uri.EscapeDataString(text)}", $"/account/sign-in?returnUrl={Uri.EscapeDataString(text)}",
            ];
            foreach (var page in pages)
            {
                using var answer = await client.GetAsync(page);
                var html = await answer.Content.ReadAsStringAsync();
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.DoesNotContain("<script>alert(1)", html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("<img src=x onerror", html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("<svg onload", html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("href=\"javascript:", html, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static IEnumerable<string> Missing(HttpResponseMessage answer)
    {
        foreach (var (name, value) in new[] { ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin") })
        {
            if (!answer.Headers.TryGetValues(name, out var values) || values.Single() != value)
            {
                yield return $"no {name}: {value}";
            }
        }

        var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var policies) ? string.Join(' ', policies) : "";
        var scripts = policy.Split(';').FirstOrDefault(part => part.Trim().StartsWith("script-src", StringComparison.Ordinal)) ?? "";
        var loadsNothing = policy.Contains("default-src 'none'", StringComparison.Ordinal) && scripts.Length == 0;
        if (!loadsNothing && (!scripts.Contains("'nonce-", StringComparison.Ordinal) || scripts.Contains("unsafe", StringComparison.Ordinal)))
        {
            yield return $"scripts are not held to a nonce: {policy}";
        }

        foreach (var name in new[] { "Server", "X-Powered-By", "X-AspNet-Version" })
        {
            if (answer.Headers.Contains(name))
            {
                yield return $"{name} tells what the portal is made of";
            }
        }

        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            if (!cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) || !cookie.Contains("samesite", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"a cookie that scripts or other sites can use: {cookie.Split('=')[0]}";
            }
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex("<[a-z][^>]*\\son[a-z]+=\"[^\"]*\"", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();
}
