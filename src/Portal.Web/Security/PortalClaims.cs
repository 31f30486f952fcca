using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Portal.Catalogue.Access;
using Portal.Events;

namespace Portal.Web.Security;

/// <summary>What the portal writes into a principal and reads from it.</summary>
internal static class PortalClaims
{
    public const string DisplayName = "display_name";
    /// <summary>One for each team.</summary>
    public const string Team = "portal:team";

    /// <summary>One for each scope that a key is limited to.</summary>
    private const string Scope = "portal:scope";

    /// <summary>Marks callers without sign-in where public feeds are open to them.</summary>
    private const string PublicFeeds = "portal:public-feeds";

    /// <summary>One for each feed that a key is for; <see cref="AllFeeds"/> when it is not limited.</summary>
    public const string Feed = "portal:feed";

    /// <summary>How many entries a minute a key may publish.</summary>
    private const string EntriesPerMinute = "portal:entries-per-minute";

    /// <summary>The most bytes of an entry that a key may publish.</summary>
    private const string EntryBytes = "portal:entry-bytes";

    /// <summary>Marks the bootstrap key, which has no rate.</summary>
    public const string Unlimited = "portal:unlimited";

    /// <summary>Marks a principal that is not limited to some feeds.</summary>
    public const string AllFeeds = "*";

    // A key that is kept in memory is the same object at each request, until it is changed or revoked.
    private static readonly ConditionalWeakTable<ApiKey, KeyPrincipal> Keys = [];

    /// <summary>Who a principal is, in the catalogue's terms.</summary>
    public static Actor ToActor(this ClaimsPrincipal principal)
    {
        if (principal is KeyPrincipal { Actor: var known })
        {
            return known;
        }

        if (principal.Identity?.IsAuthenticated != true || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return principal.HasClaim(PublicFeeds, "true") ? Actor.Guest : Actor.Anonymous;
        }

        var scopes = principal.FindAll(Scope).Select(c => c.Value).ToHashSet();
        var feeds = principal.FindAll(Feed).Select(c => c.Value).ToList();
        return new Actor
        {
            Id = id,
            Name = principal.FindFirstValue(DisplayName) ?? principal.Identity.Name ?? id,
            Roles = principal.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet(),
            Teams = principal.FindAll(Team).Select(c => c.Value).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Scopes = scopes.Count == 0 ? null : scopes,
            Limits = LimitsOf(principal),
            Feeds = feeds.Count == 0 || feeds.Contains(AllFeeds) ? null : feeds.Select(FeedId.Parse).ToHashSet(),
        };
    }

    /// <summary>The principal of a key; nobody may change it.</summary>
    public static ClaimsPrincipal ToPrincipal(this ApiKey key) => Keys.GetValue(key, static key => new KeyPrincipal(IdentityOf(key), key.ToActor()));

    private static ClaimsIdentity IdentityOf(ApiKey key)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, key.Id), new(ClaimTypes.Name, key.Name), new(DisplayName, key.Name)], ApiKeyHandler.SchemeName);
        identity.AddClaims(key.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaims(key.Feeds?.Select(feed => new Claim(Feed, feed.Value)) ?? [new Claim(Feed, AllFeeds)]);
        identity.AddClaims((key.Scopes ?? []).Select(scope => new Claim(Scope, scope)));
        identity.AddClaims((key.Teams ?? []).Select(team => new Claim(Team, team)));
        if (BootstrapKey.Is(key))
        {
            identity.AddClaim(new Claim(Unlimited, "true"));
        }

        Add(EntriesPerMinute, key.Limits?.EntriesPerMinute);
        Add(EntryBytes, key.Limits?.EntryBytes);
        return identity;

        void Add(string claim, int? value)
        {
            if (value is { } number)
            {
                identity.AddClaim(new Claim(claim, number.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>A caller without sign-in who may read public feeds.</summary>
    public static ClaimsPrincipal Guest() => new(new ClaimsIdentity([new Claim(PublicFeeds, "true")]));

    private static KeyLimits? LimitsOf(ClaimsPrincipal principal)
    {
        var (rate, bytes) = (NumberOf(principal, EntriesPerMinute), NumberOf(principal, EntryBytes));
        return rate is null && bytes is null ? null : new KeyLimits(rate, bytes);
    }

    private static int? NumberOf(ClaimsPrincipal principal, string claim) =>
        principal.FindFirstValue(claim) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A key as a principal, with the actor that its claims say.</summary>
    private sealed class KeyPrincipal(ClaimsIdentity identity, Actor actor) : ClaimsPrincipal(identity)
    {
        public Actor Actor => actor;
    }
}
