using System.Buffers.Text;
using System.Security.Cryptography;

namespace Portal.Web.Security.Accounts;

/// <summary>Passwords that nobody chose.</summary>
internal static class Passwords
{
    private const int Bytes = 15;

    /// <summary>20 characters out of 120 random bits.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
