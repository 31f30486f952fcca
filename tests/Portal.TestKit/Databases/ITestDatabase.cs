namespace Portal.TestKit.Databases;

/// <summary>An empty database of a test's own; it is gone once disposed.</summary>
public interface ITestDatabase : IAsyncDisposable
{
    /// <summary>As <c>Portal:Database:Provider</c> names it: <c>Sqlite</c> or <c>Postgres</c>.</summary>
    string Provider { get; }

    /// <summary>How it is reached.</summary>
    string ConnectionString { get; }
}
