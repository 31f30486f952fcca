using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Events.Activity;
using Portal.Storage.Identity;
using Portal.Web.Features.Account;

namespace Portal.Web.Security.Accounts;

/// <summary>
/// While there is no operator, each start writes a link to the log with which the first one is set up. The token
/// lives in memory only and ends with its use or the process.
/// </summary>
internal sealed partial class FirstOperator(
    IServiceScopeFactory scopes, IServer server, IHostApplicationLifetime lifetime, IActivityLog activity, IAuditTrail audit,
    ILogger<FirstOperator> logger)
    : IFirstOperator, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private byte[]? _token;

    /// <summary>Makes a token, and writes its link to the log once the portal listens.</summary>
    public void Open()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _token = Encoding.UTF8.GetBytes(token);
        lifetime.ApplicationStarted.Register(() => LogLink($"{Address()}/account/set-up?token={token}"));
    }

    public bool IsOpen(string? token) =>
        _token is { } expected && token is not null && CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(token));

    public async Task<Outcome<string>> CreateAsync(string token, NewOperator person, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!IsOpen(token))
            {
                return Refusal.NotFound("This set-up link has been used or is not the newest one in the log.");
            }

            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            var created = await NewUser.CreateAsync(
                users, new PortalUser { DisplayName = person.Name.Trim(), Email = person.Email.Trim() }, person.Password, [PortalRoles.Operator]);
            if (created.Succeeded)
            {
                _token = null;
                await activity.RecordAsync(
                    new ActivityEvent("access.operator.created", $"{person.Name.Trim()} was set up as the first operator"), cancellationToken);
                await audit.RecordAsync(
                    new AuditEvent(
                        "access.operator.created", new Actor { Id = created.Value, Name = person.Name.Trim() }, AuditSubjects.Person(created.Value),
                        $"{person.Name.Trim()} was set up as the first operator")
                    {
                        Changes = [new("email", null, person.Email.Trim())],
                    },
                    cancellationToken);
            }

            return created;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private string Address()
    {
        var address = BindingAddress.Parse(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080");
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}{address.PathBase}";
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "There is no operator yet. Set up the first one, once, at {Link}")]
    private partial void LogLink(string link);
}
