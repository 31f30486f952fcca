using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;

namespace Portal.IntegrationTests.Access;

public sealed class AuditTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Changes_AreTakenDownWithWhoWhatBeforeAfterAndFromWhere()
    {
        var feed = await portal.HostedFeedAsync("audited");
        using var client = portal.Host.Client();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("nightly-job/2.0");
        using var patched = await client.PatchAsJsonAsync($"/api/v1/feeds/{feed}", new { title = "Another title", visibility = "restricted" });
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);

        var record = (await ReadAsync(client, $"subject=feed/{feed}"))[0];

        Assert.Equal("catalogue.feed.changed", record.GetProperty("action").GetString());
        Assert.Equal("Bootstrap", record.GetProperty("actorName").GetString());
        Assert.StartsWith("key-", record.GetProperty("actorId").GetString(), StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", record.GetProperty("address").GetString());
        Assert.Equal("nightly-job/2.0", record.GetProperty("agent").GetString());
        Assert.Equal(
            ["title: audited > Another title", "visibility: internal > restricted"],
            record.GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("field")}: {c.GetProperty("before")} > {c.GetProperty("after")}"));
    }

    [Fact]
    public async Task Trail_AfterEverything_IsSoundAndHoldsNoSecret()
    {
        using var client = portal.Host.Client();
        using var issued = await client.PostAsJsonAsync("/api/v1/keys", new { name = "secret one", roles = new[] { "viewer" } });
        var (id, key) = ((await issued.JsonAsync()).GetProperty("id").GetString()!, (await issued.JsonAsync()).GetProperty("key").GetString()!);
        using var rotated = await client.PostAsJsonAsync($"/api/v1/keys/{id}/rotations", new { overlap = "PT1H" });
        var second = (await rotated.JsonAsync()).GetProperty("key").GetString()!;
        using var gone = await client.DeleteAsync($"/api/v1/keys/{id}");

        var export = await client.GetStringAsync("/api/v1/audit/export?format=ndjson");

        Assert.DoesNotContain(key, export);
        Assert.DoesNotContain(second, export);
        Assert.DoesNotContain(ApiKey.HashOf(key), export);
        Assert.Equal(
            ["access.key.issued", "access.key.rotated", "access.key.revoked"],
            export.Split('\n').Where(line => line.Contains(id, StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("action").GetString()).Reverse());
        Assert.Null((await portal.Host.Services.GetRequiredService<AuditTrail>().VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Writers_AtOnce_MakeOneChain()
    {
        var trail = portal.Host.Services.GetRequiredService<AuditTrail>();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
            await trail.RecordAsync(new AuditEvent("tests.writer.wrote", Actor.Portal, AuditSubjects.Portal, $"Writer {i}")))));

        var verdict = await trail.VerifyAsync();

        Assert.Null(verdict.Fault);
        Assert.Equal(verdict.Last - verdict.First + 1, verdict.Records);
    }

    [Fact]
    public async Task Pages_GoBackWithoutRepeating()
    {
        using var client = portal.Host.Client();
        for (var i = 0; i < 5; i++)
        {
            await portal.HostedFeedAsync("paged");
        }

        List<long> numbers = [];
        string? cursor = null;
        do
        {
            var page = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/audit?action=catalogue.feed.registered&limit=2&cursor={cursor}")).RootElement;
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt64()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.True(numbers.Count >= 5);
        Assert.Equal(numbers.Distinct().OrderDescending(), numbers);
    }

    [Theory]
    [InlineData("cursor=x")]
    [InlineData("limit=0")]
    [InlineData("outcome=perhaps")]
    [InlineData("from=yesterday")]
    public async Task Query_ThatCannotBeRead_IsRefused(string query)
    {
        using var client = portal.Host.Client();
        using var answer = await client.GetAsync($"/api/v1/audit?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public async Task Csv_WithAFormulaInAText_CalculatesNothing(string text)
    {
        using var client = portal.Host.Client();
        using var issued = await client.PostAsJsonAsync("/api/v1/keys", new { name = text, roles = new[] { "operator" } });
        using var other = portal.Host.Client((await issued.JsonAsync()).GetProperty("key").GetString());
        using var used = await other.GetAsync("/api/v1/audit?limit=1");

        var csv = await client.GetStringAsync("/api/v1/audit/export?action=access.key");

        Assert.All(Cells(csv), cell => Assert.False(cell.TrimStart() is ['=' or '+' or '-' or '@', ..], cell));
        Assert.Contains("'" + text.Trim(), csv.Replace("\"\"", "\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_AndWrongKeys_AreTakenDown()
    {
        var feed = await portal.HostedFeedAsync("guarded");
        using var client = portal.Host.Client();
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        using var refused = await viewer.DeleteAsync($"/api/v1/feeds/{feed}");
        using var guess = portal.Host.Client("pk_a-guess");
        using var unauthorised = await guess.GetAsync("/api/v1/feeds");

        var records = await ReadAsync(client, "outcome=refused");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(records, r => r.GetProperty("summary").GetString() == $"DELETE /api/v1/feeds/{feed} was refused");
        Assert.Contains(records, r => r.GetProperty("action").GetString() == "access.key.refused");
    }

    [Fact]
    public async Task KeyUse_IsTakenDownOnceADay()
    {
        using var client = portal.Host.Client();
        using var issued = await client.PostAsJsonAsync("/api/v1/keys", new { name = "used", roles = new[] { "viewer" } });
        var (id, key) = ((await issued.JsonAsync()).GetProperty("id").GetString()!, (await issued.JsonAsync()).GetProperty("key").GetString()!);
        using var user = portal.Host.Client(key);
        for (var i = 0; i < 3; i++)
        {
            using var answer = await user.GetAsync("/api/v1/feeds?limit=1");
        }

        var uses = await ReadAsync(client, $"subject=key/{id}&action=access.key.used");
        var listed = JsonDocument.Parse(await client.GetStringAsync("/api/v1/keys?limit=500")).RootElement.GetProperty("items").EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);

        Assert.Equal("API key 'used' was used for the first time", Assert.Single(uses).GetProperty("summary").GetString());
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("lastUsed").ValueKind);
    }

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(HttpClient client, string query) =>
        [.. JsonDocument.Parse(await client.GetStringAsync($"/api/v1/audit?{query}&limit=500")).RootElement.GetProperty("items").EnumerateArray()];

    // Enough of RFC 4180 for a test: quoted cells hold commas, quotes and line breaks.
    private static IEnumerable<string> Cells(string csv)
    {
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"' && quoted && i + 1 < csv.Length && csv[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (csv[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && csv[i] is ',' or '\n')
            {
                yield return cell.ToString();
                cell.Clear();
            }
            else
            {
                cell.Append(csv[i]);
            }
        }
    }
}
