using Microsoft.Extensions.Options;

namespace Portal.Web.Operations;

/// <summary>The section <c>Portal:Database</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Portal:Database";
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    /// <summary><see cref="Sqlite"/> or <see cref="Postgres"/>.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>Where PostgreSQL is; not used by SQLite, which lives in the data folder.</summary>
    public string? ConnectionString { get; set; }

    public bool IsPostgres => Provider.Equals(Postgres, StringComparison.OrdinalIgnoreCase);
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (options.IsPostgres)
        {
            return string.IsNullOrWhiteSpace(options.ConnectionString)
                ? ValidateOptionsResult.Fail($"{DatabaseOptions.Section}:ConnectionString is required with the provider {DatabaseOptions.Postgres}.")
                : ValidateOptionsResult.Success;
        }

        return options.Provider.Equals(DatabaseOptions.Sqlite, StringComparison.OrdinalIgnoreCase)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{DatabaseOptions.Section}:Provider is '{options.Provider}': use {DatabaseOptions.Sqlite} or {DatabaseOptions.Postgres}.");
    }
}
