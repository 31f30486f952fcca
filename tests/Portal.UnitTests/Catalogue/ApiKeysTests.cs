using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;

namespace Portal.UnitTests.Catalogue;

public sealed class ApiKeysTests
{
    private readonly FakeKeyStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ApiKeys _keys;

    public ApiKeysTests() => _keys = new ApiKeys(_store, new FakeActivityLog(), new FakeAuditTrail(), _time);

    [Fact]
    public async Task Issue_ByOperator_AuthenticatesAndKeepsNoSecret()
    {
        var issued = (await _keys.IssueAsync(new ApiKeyDraft("ci", [PortalRoles.Publisher]), Actors.Operator)).Value!;

        Assert.Equal(issued.Key.Id, (await _keys.AuthenticateAsync(issued.Secret))?.Id);
        Assert.DoesNotContain(issued.Secret, System.Text.Json.JsonSerializer.Serialize(issued.Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authenticate_UnknownSecret_IsNobody() => Assert.Null(await _keys.AuthenticateAsync("pk_unknown"));

    [Fact]
    public async Task Authenticate_AfterItsEnd_IsNobody()
    {
        var draft = new ApiKeyDraft("short", [PortalRoles.Viewer], Expires: _time.GetUtcNow().AddMinutes(1));
        var issued = (await _keys.IssueAsync(draft, Actors.Operator)).Value!;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await _keys.AuthenticateAsync(issued.Secret));
    }

    [Fact]
    public async Task Revoke_EndsItAtOnce()
    {
        var issued = (await _keys.IssueAsync(new ApiKeyDraft("ci", [PortalRoles.Viewer]), Actors.Operator)).Value!;

        await _keys.RevokeAsync(issued.Key.Id, Actors.Operator);

        Assert.Null(await _keys.AuthenticateAsync(issued.Secret));
    }

    [Fact]
    public async Task Everything_ByADeveloper_IsForbidden()
    {
        Assert.Equal(RefusalKind.Forbidden, (await _keys.IssueAsync(new ApiKeyDraft("x", [PortalRoles.Viewer]), Actors.Developer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _keys.RevokeAsync("x", Actors.Developer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _keys.ListAsync(Actors.Developer)).Refusal?.Kind);
    }

    [Fact]
    public async Task Issue_UnknownRoleAndPastEnd_NamesBoth()
    {
        var draft = new ApiKeyDraft("", ["king"], Expires: _time.GetUtcNow());

        Assert.Equal(["expires", "name", "roles"], (await _keys.IssueAsync(draft, Actors.Operator)).Refusal!.Errors.Keys.Order());
    }
}
