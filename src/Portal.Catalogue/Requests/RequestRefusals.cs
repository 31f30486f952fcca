namespace Portal.Catalogue.Requests;

/// <summary>Refusals that several parts of requests share.</summary>
internal static class RequestRefusals
{
    public static Refusal At(RefusalKind kind, string field, string message) =>
        new(kind, message, new Dictionary<string, string[]> { [field] = [message] });

    public static Refusal NoFeed(string? id) => At(RefusalKind.Invalid, "id", $"There is no feed '{id}' that you may see.");

    public static Refusal Overtaken() => Refusal.Conflict("Somebody else decided on this request in the meantime.");

    public static Refusal AskedAlready() => At(RefusalKind.Conflict, "id", "This is asked for already, by a request that is still open.");
}
