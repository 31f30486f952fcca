using Microsoft.AspNetCore.Components.Authorization;
using Portal.Catalogue.Access;

namespace Portal.Web.Security;

internal sealed class CurrentActor(AuthenticationStateProvider state) : ICurrentActor
{
    public async ValueTask<Actor> GetAsync() => (await state.GetAuthenticationStateAsync()).User.ToActor();
}
