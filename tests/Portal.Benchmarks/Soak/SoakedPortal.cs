using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.FeedHost;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.TestKit;
using Portal.Web.Security.Accounts;

namespace Portal.Benchmarks.Soak;

/// <summary>The portal of the soak: its own process has one person, who signs in with a browser's cookies and has one dashboard.</summary>
internal sealed partial class SoakedPortal : IDisposable
{
    public const string Feed = "soaked";

    /// <summary>The feed's page with its live list.</summary>
    public const string LiveList = $"catalogue/{Feed}?tab=entries";

    private const string Email = "vera@example.org";
    private const string Password = "correct horse battery";

    private SoakedPortal(Uri address) =>
        Browser = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    public CookieContainer Cookies { get; } = new();

    public HttpClient Browser { get; }

    /// <summary>The dashboard's page.</summary>
    public string Dashboard { get; private set; } = "";

    /// <summary>Serves as the portal, with the person.</summary>
    public static async Task ServeAsync(string folder)
    {
        await using var portal = PortalHost.Start(dataDirectory: folder);
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var made = await NewUser.CreateAsync(
                scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>(), new PortalUser { DisplayName = "Vera Viewer", Email = Email }, Password, [PortalRoles.Viewer]);
            if (!made.Succeeded)
            {
                throw new InvalidOperationException(made.Refusal.Detail);
            }
        }

        await Roles.ServeAsync(portal.Address.ToString());
    }

    /// <summary>Makes the feed and its contract with the key, signs in and makes a dashboard as anybody would begin with.</summary>
    public static async Task<SoakedPortal> PrepareAsync(Uri address, HttpClient program)
    {
        await Calls.MakeFeedAsync(program, Feed, withContract: true);
        var portal = new SoakedPortal(address);
        await portal.SignInAsync();
        using var made = await portal.Browser.PostAsJsonAsync("/api/v1/dashboards", new { title = "Soaked", tiles = Tiles() });
        made.EnsureSuccessStatusCode();
        portal.Dashboard = "dashboards/" + (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        return portal;
    }

    public void Dispose() => Browser.Dispose();

    private async Task SignInAsync()
    {
        var token = Token().Match(await Browser.GetStringAsync("/account/sign-in")).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = Email, ["password"] = Password, ["__RequestVerificationToken"] = token });
        using var answer = await Browser.PostAsync("/account/sign-in", form);
        if (answer.Headers.Location?.ToString() is not "/")
        {
            throw new InvalidOperationException($"The person was not signed in: {answer.StatusCode} to {answer.Headers.Location}.");
        }
    }

    private static object[] Tiles()
    {
        string[][] tiles = [
            ["number", "entries"], ["number", "entriesPerMinute"], ["number", "invalid"], ["number", "latencyP95"], ["series", "entries"], ["series", "latencyP95"], ["liveList", "entries"]];
        return [.. tiles.Select((tile, i) => new { id = $"t{i + 1}", kind = tile[0], measure = tile[1], columns = 4, height = "middle", feeds = new[] { Feed } })];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
