using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace Portal.Web.Security.Sessions;

/// <summary>
/// Ends an open page with its session: what its person does there is not carried out any more, and the browser is sent to ask
/// for the page again, with whatever rights there are now. It looks at each step of the page, and at once when this node
/// changed something; every few seconds it looks for what another node did.
/// </summary>
internal sealed class CircuitSession(
    SessionWatch watch, AuthenticationStateProvider state, NavigationManager navigation, TimeProvider time) : CircuitHandler, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private ClaimsPrincipal? _person;
    private string? _id;
    private ITimer? _timer;
    private bool _ended;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _person = (await state.GetAuthenticationStateAsync()).User;
        _id = _person.FindFirstValue(ClaimTypes.NameIdentifier);
        if (_id is not null)
        {
            watch.Changed += OnChanged;
            _timer = time.CreateTimer(_ => _ = LookAsync(), null, Every, Every);
        }
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async activity =>
        {
            if (await HoldsAsync())
            {
                await next(activity);
            }
        };

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        watch.Changed -= OnChanged;
        _timer?.Dispose();
    }

    private void OnChanged(string person)
    {
        if (person == _id)
        {
            _ = LookAsync();
        }
    }

    private async Task LookAsync() => await HoldsAsync();

    private async ValueTask<bool> HoldsAsync()
    {
        if (!_ended && _person is not null && await watch.CheckAsync(_person) != SessionVerdict.Holds)
        {
            _ended = true;
            Leave();
        }

        return !_ended;
    }

    private void Leave()
    {
        try
        {
            navigation.NavigateTo(navigation.Uri, forceLoad: true);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or NavigationException or InvalidOperationException or ObjectDisposedException)
        {
            // The browser has gone already: nothing is left to be sent away.
        }
    }
}
