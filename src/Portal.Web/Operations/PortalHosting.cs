using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Portal.Contracts;
using Portal.Ingestion.Channels;
using Portal.Storage;
using Portal.Storage.EventLog;
using Portal.Syndication;
using Portal.Web.Api;

namespace Portal.Web.Operations;

/// <summary>How the portal is hosted: its address, its folder, its database, its limits.</summary>
internal static class PortalHosting
{
    private const string DefaultUrl = "http://localhost:5080";
    // What the framework does not know as text.
    private static readonly string[] CompressedTypes =
    [
        MediaTypes.Atom, MediaTypes.AtomService, MediaTypes.AtomCategories, MediaTypes.AtomJson, MediaTypes.JsonFeed,
        MediaTypes.CloudEvent, MediaTypes.CloudEventsBatch, "application/x-ndjson", "application/problem+json", "image/svg+xml",
    ];

    private const int MaxRequestBytes = 64 * 1024 * 1024;

    public static void AddPortalHosting(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        if (builder.Configuration.GetValue<bool>("Portal:Contracts:AssertFormats"))
        {
            AppContext.SetSwitch(ContractLanguages.AssertFormatsSwitch, true);
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new DataFolder(builder.DataDirectory()));
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBytes;
        });
        builder.Services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddOptions<ChannelOptions>()
            .BindConfiguration(ChannelOptions.Section)
            .Configure(options => options.AllowPrivateNetworks |=
                builder.Environment.IsDevelopment() && builder.Configuration["Portal:Channels:AllowPrivateNetworks"] is null);
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, .. CompressedTypes];
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<BadRequestHandler>();
    }

    /// <summary>Where the portal keeps what outlives it.</summary>
    public static string DataDirectory(this WebApplicationBuilder builder) => DataDirectory(builder.Configuration, builder.Environment);

    /// <summary>Where a portal with this configuration keeps what outlives it.</summary>
    public static string DataDirectory(IConfiguration configuration, IHostEnvironment environment)
    {
        var folder = configuration["Portal:DataDirectory"];
        return Path.GetFullPath(string.IsNullOrWhiteSpace(folder) ? "data" : folder, environment.ContentRootPath);
    }

    public static void AddPortalStorage(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DatabaseOptions.Section);
        var options = section.Get<DatabaseOptions>() ?? new DatabaseOptions();
        builder.Services.AddOptions<DatabaseOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        builder.Services.AddSingleton(_ => new DataFolderHold(options.IsPostgres ? null : builder.DataDirectory()));
        if (options.IsPostgres)
        {
            builder.Services.AddPostgresStorage(options.ConnectionString ?? "");
            builder.Services.AddPostgresEventLog(options.ConnectionString ?? "");
        }
        else
        {
            var folder = builder.DataDirectory();
            builder.Services.AddSqliteStorage(folder);
            builder.Services.AddSqliteEventLog($"Data Source={StorageServices.EventsFile(folder)}");
        }
    }

    /// <summary>How JSON is written and read, in the API and on the hub.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new UtcJsonConverter());
        options.Converters.Add(new DurationJsonConverter());
        options.MaxDepth = 32;
    }
}
