using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portal.Ingestion.WebSub;

/// <summary>Where hubs can call the portal.</summary>
internal interface ICallbackAddress
{
    /// <summary>The callback of a token, once the portal listens; null when it has no address.</summary>
    ValueTask<Uri?> OfAsync(string token, CancellationToken cancellationToken);
}

/// <summary>The address from the settings, or what the server listens on.</summary>
internal sealed class CallbackAddress(IOptions<CallbackOptions> options, IServer server, IHostApplicationLifetime lifetime) : ICallbackAddress
{
    public async ValueTask<Uri?> OfAsync(string token, CancellationToken cancellationToken)
    {
        var given = options.Value.PublicAddress;
        var root = string.IsNullOrWhiteSpace(given) ? await ListensOnAsync(cancellationToken) : given;
        return root is null ? null : new Uri($"{root.TrimEnd('/')}{WebSubEndpoints.Path}/{token}");
    }

    // A free port is known only once the server listens.
    private async Task<string?> ListensOnAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address)
        {
            return null;
        }

        // A wildcard is where it listens, not where it can be called.
        var callable = BindingAddress.Parse(address);
        var host = callable.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : callable.Host;
        return $"{callable.Scheme}://{host}:{callable.Port}{callable.PathBase}";
    }
}
