using Portal.Catalogue.Access;

namespace Portal.Web.Security.Audit;

/// <summary>
/// Takes down every request that was refused for lack of rights, whichever endpoint it asked: forged decisions, self-approval,
/// keys that try more than they may. The same caller at the same place is taken down once a minute.
/// </summary>
internal sealed class RefusalAudit(IAuditTrail audit, RepeatFilter repeats) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.StatusCode != StatusCodes.Status403Forbidden)
        {
            return;
        }

        var actor = context.User.ToActor();
        var place = $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? context.Request.Path.Value}";
        if (repeats.IsNews($"{actor.Id} {context.Connection.RemoteIpAddress} {place}"))
        {
            await audit.RecordAsync(
                new AuditEvent("access.request.refused", actor, AuditSubjects.Portal, $"{context.Request.Method} {context.Request.Path} was refused") { Outcome = AuditOutcome.Refused },
                CancellationToken.None);
        }
    }
}
