namespace Portal.Web.Operations;

/// <summary>Asks a portal on this machine whether it is ready: the image's health check, which has no other HTTP client.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>0 when the portal is ready, else 1.</summary>
    public static async Task<int> RunAsync()
    {
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080";
        var address = BindingAddress.Parse(urls.Split(';')[0]);
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new UriBuilder(address.Scheme, "127.0.0.1", address.Port, "/health/ready").Uri);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
