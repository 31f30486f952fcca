namespace Portal.Storage.Model;

/// <summary>A small state of the portal itself, by name.</summary>
internal sealed class PortalSetting
{
    public required string Name { get; init; }

    public required string Value { get; set; }
}
