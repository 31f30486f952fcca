using System.Net;
using System.Text.RegularExpressions;
using Portal.TestKit;

namespace Portal.IntegrationTests;

/// <summary>A browser without script: it keeps cookies, and fills in the forms of pages with their antiforgery tokens.</summary>
internal sealed partial class FormClient : IDisposable
{
    private readonly HttpClient _client;

    public FormClient(PortalHost host)
    {
        Cookies = new CookieContainer();
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = host.Address };
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => _client;

    /// <summary>Signs in by the form; the result is where that leads.</summary>
    public Task<string> SignInAsync(string email, string password) =>
        SubmitAsync("/account/sign-in", "/account/sign-in", ("email", email), ("password", password));

    /// <summary>Signs in as one of the four of Development.</summary>
    public Task<string> ContinueAsAsync(string email) => SubmitAsync("/account/sign-in", "/account/dev-sign-in", ("email", email));

    /// <summary>Posts a form of a page; the result is where that leads, or the status when nowhere.</summary>
    public async Task<string> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(page, action, fields);
        return answer.Headers.Location?.ToString() ?? answer.StatusCode.ToString();
    }

    public async Task<HttpResponseMessage> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await _client.GetStringAsync(page)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(
            fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await _client.PostAsync(action, form);
    }

    public async Task<HttpStatusCode> StatusOfAsync(string address)
    {
        using var answer = await _client.GetAsync(address);
        return answer.StatusCode;
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
