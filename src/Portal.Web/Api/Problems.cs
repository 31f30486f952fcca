using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;

namespace Portal.Web.Api;

/// <summary>Refusals as problem documents (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult ToProblem(this Refusal refusal)
    {
        Dictionary<string, object?> extensions = [];
        if (refusal.Errors.Count > 0)
        {
            extensions["errors"] = refusal.Errors;
        }

        if (refusal.SchemaErrors is [var first, ..])
        {
            extensions["line"] = first.Line;
            extensions["position"] = first.Position;
            extensions["message"] = first.Message;
            extensions["schemaErrors"] = refusal.SchemaErrors;
        }

        if (refusal.Changes.Count > 0)
        {
            extensions["changes"] = refusal.Changes.Select(ChangeItem.Of).ToArray();
        }

        return TypedResults.Problem(refusal.Detail, statusCode: StatusOf(refusal.Kind), title: TitleOf(refusal.Kind), extensions: extensions);
    }

    public static ProblemHttpResult Invalid(string field, string message) =>
        new Refusal(RefusalKind.Invalid, $"{field}: {message}", new Dictionary<string, string[]> { [field] = [message] }).ToProblem();

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        _ => StatusCodes.Status409Conflict,
    };

    private static string TitleOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => "The input is not valid",
        RefusalKind.Unprocessable => "The document cannot be used",
        RefusalKind.NotFound => "Not found",
        RefusalKind.Forbidden => "Not allowed",
        RefusalKind.Stale => "It has changed",
        _ => "Conflict",
    };
}
