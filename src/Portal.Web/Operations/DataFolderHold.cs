namespace Portal.Web.Operations;

/// <summary>
/// That one process works on a data folder: a file in it that is kept open. SQLite has one portal at a time, which keeps what it has
/// read in memory; PostgreSQL has as many as one likes, and nothing is held.
/// </summary>
internal sealed class DataFolderHold(string? folder) : IAsyncDisposable
{
    private FileStream? _file;

    /// <summary>Takes it; false when another process has it.</summary>
    public bool TryTake()
    {
        if (folder is null || _file is not null)
        {
            return true;
        }

        try
        {
            _file = new FileStream(Path.Combine(folder, "portal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
            _file = null;
        }
    }
}
