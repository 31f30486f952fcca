using Portal.Catalogue.Access;
using Portal.Web.Features.Account;

namespace Portal.Web.Security.Accounts;

internal sealed class DevelopmentAccounts(IHostEnvironment environment) : IDevelopmentAccounts
{
    private static readonly DevelopmentAccount[] Everybody =
    [
        new("vera@example.org", "Vera Viewer", PortalRoles.Viewer),
        new("dev@example.org", "Dev Developer", PortalRoles.Developer),
        new("paula@example.org", "Paula Publisher", PortalRoles.Publisher),
        new("otto@example.org", "Otto Operator", PortalRoles.Operator),
    ];

    public IReadOnlyList<DevelopmentAccount> Accounts => environment.IsDevelopment() ? Everybody : [];
}
