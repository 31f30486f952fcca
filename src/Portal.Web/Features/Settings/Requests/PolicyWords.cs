namespace Portal.Web.Features.Settings.Requests;

/// <summary>What the checks of requests look at, for people.</summary>
internal static class PolicyWords
{
    public static string Of(string check) => check switch
    {
        "name" => "The id follows the pattern",
        "owner" => "The owning team is known",
        "domain" => "The domain is known",
        "contract" => "There is a contract",
        "sample" => "The sample is valid",
        "audience" => "The content may be seen by the audience",
        _ => "Volume, size and retention are within the limits",
    };
}
