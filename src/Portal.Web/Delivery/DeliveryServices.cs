using Microsoft.Extensions.Options;

namespace Portal.Web.Delivery;

internal static class DeliveryServices
{
    /// <summary>How messages leave the portal, whatever they tell of.</summary>
    public static IServiceCollection AddPortalDelivery(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>()
            .AddSingleton<Mailer>()
            .AddSingleton<SignedPosts>();
    }
}
