namespace Portal.Contracts.Design;

/// <summary>The guide to designing events, docs/event-design.md, as a page of the portal.</summary>
public static class EventDesignGuide
{
    private static readonly Lazy<string> Text = new(() =>
    {
        using var stream = typeof(EventDesignGuide).Assembly.GetManifestResourceStream("event-design.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The guide, in Markdown.</summary>
    public static string Markdown => Text.Value;
}
