namespace Portal.Web.Features.Account;

/// <summary>Whether a browser keeps the session that it is given at the address it asked.</summary>
internal interface ISessionCookies
{
    /// <summary>Over TLS, on this machine, or where plain HTTP is allowed.</summary>
    bool MayCome { get; }
}
