using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Access;
using Portal.Web.CatalogueFolder;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A step of an import: <c>describe</c>, <c>create</c>, <c>change</c>, <c>publish</c> or <c>keep</c>.</summary>
internal sealed record FolderStepItem(FolderStepKind Kind, string? Feed, string Detail);

/// <summary>What an import did, or would do.</summary>
internal sealed record FolderReportItem(bool Applied, int Changes, IReadOnlyList<FolderStepItem> Steps, IReadOnlyList<FolderProblem> Problems)
{
    public static FolderReportItem Of(FolderReport report) => new(
        report.Applied, report.Changes, [.. report.Steps.Select(step => new FolderStepItem(step.Kind, step.Feed, step.Detail))], report.Problems);
}

/// <summary>The catalogue as a folder of feed descriptions, in and out, as a zip archive.</summary>
internal static class CatalogueFolderApi
{
    public const string Zip = "application/zip";

    public static void Map(RouteGroupBuilder api)
    {
        var catalogue = api.MapGroup("/catalogue").WithTags("Catalogue");
        catalogue.MapPost("/imports", ImportAsync).WithName("ImportCatalogue").RequireAuthorization(nameof(Permission.ManageFeeds))
            .WithSummary("Makes the catalogue what a folder of feed descriptions says; with dryRun=true only tells what would change.");
        catalogue.MapPost("/asyncapi", ImportAsyncApiAsync).WithName("ImportAsyncApi").RequireAuthorization(nameof(Permission.ManageFeeds))
            .WithSummary("Makes a feed of each channel of an AsyncAPI document (2.x or 3.0, JSON or YAML); with dryRun=true only tells what would change.");
        catalogue.MapGet("/export", ExportAsync).WithName("ExportCatalogue").Produces(StatusCodes.Status200OK, contentType: Zip)
            .WithSummary("The feeds that the caller may see, as the folder that can be imported.");
    }

    /// <summary>Files as a zip archive, the same bytes for the same files.</summary>
    public static byte[] ToZip(IReadOnlyDictionary<string, string> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static async Task<Results<Ok<FolderReportItem>, UnprocessableEntity<FolderReportItem>, ProblemHttpResult>> ImportAsync(
        HttpContext http, FolderImport import, bool? dryRun)
    {
        if (!http.Request.HasContentType(Zip))
        {
            return TypedResults.Problem($"A folder is sent as {Zip}.", statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Unsupported media type");
        }

        // Read whole first: an archive's list of files stands at its end.
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        var files = FolderFiles.OfZip(body);
        if (!files.Succeeded)
        {
            return files.Refusal.ToProblem();
        }

        var report = await import.RunAsync(files.Value, dryRun ?? false, http.User.ToActor(), http.RequestAborted);
        return !report.Succeeded ? report.Refusal.ToProblem()
            : report.Value.Problems.Count > 0 ? TypedResults.UnprocessableEntity(FolderReportItem.Of(report.Value))
            : TypedResults.Ok(FolderReportItem.Of(report.Value));
    }

    private static async Task<Results<Ok<FolderReportItem>, UnprocessableEntity<FolderReportItem>, ProblemHttpResult>> ImportAsyncApiAsync(
        HttpContext http, FolderImport import, bool? dryRun, string? owner, string? domain)
    {
        using var reader = new StreamReader(http.Request.Body);
        var files = AsyncApiImport.ToFolder(await reader.ReadToEndAsync(http.RequestAborted), new AsyncApiDefaults(owner, domain));
        if (!files.Succeeded)
        {
            return files.Refusal.ToProblem();
        }

        var report = await import.RunAsync(files.Value, dryRun ?? false, http.User.ToActor(), http.RequestAborted);
        return !report.Succeeded ? report.Refusal.ToProblem()
            : report.Value.Problems.Count > 0 ? TypedResults.UnprocessableEntity(FolderReportItem.Of(report.Value))
            : TypedResults.Ok(FolderReportItem.Of(report.Value));
    }

    private static async Task<FileContentHttpResult> ExportAsync(HttpContext http, FolderExport export) =>
        TypedResults.Bytes(ToZip(await export.RunAsync(http.User.ToActor(), http.RequestAborted)), Zip, "catalogue.zip");
}

internal static class RequestTypes
{
    /// <summary>Whether a body is of this media type, whatever parameters it has.</summary>
    public static bool HasContentType(this HttpRequest request, string type) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var given) && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
