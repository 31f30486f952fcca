namespace Portal.Syndication.Reading;

/// <summary>
/// Keeps what was read first. Unlike <c>??=</c> it takes a value that has been read already: an element that is
/// not read would be met again, for ever.
/// </summary>
internal static class Keep
{
    public static T? First<T>(T? known, T? read)
        where T : class => known ?? read;

    public static T? First<T>(T? known, T? read)
        where T : struct => known ?? read;
}
