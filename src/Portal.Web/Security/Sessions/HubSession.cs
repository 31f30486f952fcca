using Microsoft.AspNetCore.SignalR;

namespace Portal.Web.Security.Sessions;

/// <summary>Refuses what is called on a hub connection whose session or key does not hold any more.</summary>
internal sealed class HubSession(CallerWatch callers) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (await callers.HoldsAsync(invocationContext.Context.User))
        {
            return await next(invocationContext);
        }

        invocationContext.Context.Abort();
        throw new HubException("The session has ended: connect again.");
    }
}
