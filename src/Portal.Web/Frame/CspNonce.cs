using System.Security.Cryptography;

namespace Portal.Web.Frame;

/// <summary>
/// The nonce of one answer. The import map is the only script in the markup; a content security policy with
/// <c>script-src 'self' 'nonce-...'</c> lets it, and nothing else, run.
/// </summary>
public static class CspNonce
{
    private static readonly object Key = new();

    /// <summary>The answer's nonce, the same at each call.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Items[Key] is string known)
        {
            return known;
        }

        var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[Key] = made;
        return made;
    }
}
