using System.IO.Compression;
using System.Text;
using Portal.Catalogue;

namespace Portal.Web.CatalogueFolder;

/// <summary>
/// The files of a folder of feed descriptions, read into memory: from the disk or from a zip archive. At most
/// <see cref="MaxFiles"/> files of <see cref="MaxFileBytes"/> and <see cref="MaxBytes"/> together. Paths have slashes.
/// </summary>
internal sealed class FolderFiles
{
    public const int MaxFiles = 50_000;
    public const int MaxFileBytes = 8 * 1024 * 1024;
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>The most bytes of an archive that is sent.</summary>
    public const long MaxArchiveBytes = 64L * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The paths, in order.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>The files of a folder on the disk. What begins with a dot is left out, as <c>.git</c> is; links are not followed.</summary>
    public static Outcome<FolderFiles> OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return Refusal.NotFound($"There is no folder '{folder}'.");
        }

        var files = new FolderFiles();
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            using var stream = File.OpenRead(path);
            if (files.Add(name, stream) is { } refusal)
            {
                return refusal;
            }
        }

        return files;
    }

    /// <summary>Files that were made here.</summary>
    public static FolderFiles OfMemory(IEnumerable<KeyValuePair<string, byte[]>> made)
    {
        var files = new FolderFiles();
        foreach (var (path, bytes) in made)
        {
            files._files[path] = bytes;
        }

        return files;
    }

    /// <summary>The files of a zip archive.</summary>
    public static Outcome<FolderFiles> OfZip(Stream zip)
    {
        var files = new FolderFiles();
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                using var stream = entry.Open();
                if (files.Add(entry.FullName.Replace('\\', '/'), stream) is { } refusal)
                {
                    return refusal;
                }
            }
        }
        catch (InvalidDataException)
        {
            return new Refusal(RefusalKind.Unprocessable, "This is not a zip archive, or it is damaged.");
        }

        return files;
    }

    /// <summary>A file as text; null when there is none.</summary>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public string? Text(string path)
    {
        if (!_files.TryGetValue(path, out var bytes))
        {
            return null;
        }

        var text = Strict.GetString(bytes);
        return text.StartsWith('\ufeff') ? text[1..] : text;
    }

    /// <summary>A file's bytes; null when there is none.</summary>
    public byte[]? Bytes(string path) => _files.GetValueOrDefault(path);

    /// <summary>The files as a zip archive.</summary>
    public byte[] ToZip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in _files)
            {
                using var entry = archive.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The path of a file that another one names, relative to it; null when it leads out of the folder.</summary>
    public static string? Resolve(string from, string relative)
    {
        List<string> parts = [.. from.Split('/')[..^1]];
        foreach (var part in relative.Replace('\\', '/').Split('/'))
        {
            switch (part)
            {
                case "" when parts.Count == 0:
                case ".." when parts.Count == 0:
                    return null;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                case "" or ".":
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts);
    }

    private Refusal? Add(string path, Stream content)
    {
        if (path.Split('/').Any(part => part.StartsWith('.')))
        {
            return null;
        }

        // One byte more than is allowed tells that there is more, whatever an archive says of its sizes.
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; copy.Length <= MaxFileBytes && (read = content.Read(buffer)) > 0;)
        {
            copy.Write(buffer, 0, read);
        }

        _bytes += copy.Length;
        if (copy.Length > MaxFileBytes || _bytes > MaxBytes || _files.Count >= MaxFiles)
        {
            return new Refusal(
                RefusalKind.Unprocessable,
                $"{path}: a folder may have {MaxFiles} files, {MaxFileBytes / 1_048_576} MB each and {MaxBytes / 1_048_576} MB together; this is more.");
        }

        _files[path] = copy.ToArray();
        return null;
    }
}
