using Portal.Events;

namespace Portal.Web.Features.Samples;

internal static class SampleServices
{
    private const string Enabled = "Portal:Samples:Enabled";

    /// <summary>The sample organisation, by default in Development only.</summary>
    public static void AddSampleOrganisation(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<SampleMonitoring>();
        builder.Services.AddSingleton<SampleOrganisation>();
        builder.Services.AddSingleton<ISampleOrganisation>(provider => provider.GetRequiredService<SampleOrganisation>());
        if (builder.Configuration.GetValue(Enabled, builder.Environment.IsDevelopment()))
        {
            builder.Services.AddKeyedSingleton<IHostedService, SamplePublisher>(SoleDuties.Key);
        }
    }
}
