using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Storage.Backup;

/// <summary>What a backup holds: each file with its hash, so that a damaged one is found before anything is replaced.</summary>
/// <param name="Made">When.</param>
/// <param name="Position">The newest position of the event log in it.</param>
/// <param name="Files">The hash (SHA-256, hexadecimal) of each file by its path inside the backup.</param>
public sealed record BackupManifest(DateTimeOffset Made, long Position, IReadOnlyDictionary<string, string> Files)
{
    private const string FileName = "backup.json";
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Describes the files of a folder and writes that beside them.</summary>
    public static async Task<BackupManifest> WriteAsync(string folder, DateTimeOffset made, long position, CancellationToken cancellationToken)
    {
        Dictionary<string, string> files = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files[Path.GetRelativePath(folder, file).Replace('\\', '/')] = await HashAsync(file, cancellationToken);
        }

        var manifest = new BackupManifest(made, position, files);
        await File.WriteAllTextAsync(Path.Combine(folder, FileName), JsonSerializer.Serialize(manifest, Options), cancellationToken);
        return manifest;
    }

    /// <summary>Reads what a folder says of itself and holds its files against it.</summary>
    /// <exception cref="IOException">It is no backup, or a file is missing or damaged.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new IOException($"'{folder}' holds no backup: {FileName} is missing.");
        }

        var manifest = Parse(await File.ReadAllTextAsync(path, cancellationToken), path);
        foreach (var (name, hash) in manifest.Files)
        {
            var file = Path.GetFullPath(name, Path.GetFullPath(folder));
            if (!file.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
            {
                throw new IOException($"The backup is not complete: '{name}' is missing.");
            }

            if (await HashAsync(file, cancellationToken) != hash)
            {
                throw new IOException($"The backup is damaged: '{name}' is not what was written.");
            }
        }

        return manifest;
    }

    private static BackupManifest Parse(string text, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(text, Options) is { Files: not null } manifest
                ? manifest
                : throw new IOException($"'{path}' does not describe a backup.");
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{path}' does not describe a backup: {exception.Message}", exception);
        }
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
