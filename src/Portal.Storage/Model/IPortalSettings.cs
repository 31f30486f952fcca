using Microsoft.EntityFrameworkCore;

namespace Portal.Storage.Model;

/// <summary>Small states of the portal itself that outlive a restart, by name.</summary>
public interface IPortalSettings
{
    /// <summary>The value; null when it was never set.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Sets the value.</summary>
    Task SaveAsync(string name, string value, CancellationToken cancellationToken = default);
}

internal sealed class PortalSettings(IDbContextFactory<PortalDbContext> contexts) : IPortalSettings
{
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellationToken))?.Value;
    }

    public async Task SaveAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Settings.SingleOrDefaultAsync(s => s.Name == name, cancellationToken) is { } setting)
        {
            setting.Value = value;
        }
        else
        {
            context.Settings.Add(new PortalSetting { Name = name, Value = value });
        }

        await context.SaveChangesAsync(cancellationToken);
    }
}
