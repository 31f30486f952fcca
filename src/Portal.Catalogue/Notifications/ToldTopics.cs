namespace Portal.Catalogue.Notifications;

/// <summary>
/// The topics that were told already by this process: the store knows them too, and need not be asked at each look. At most 20,000.
/// Safe for many threads.
/// </summary>
internal sealed class ToldTopics
{
    private const int Most = 20_000;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _topics = [];

    public bool Contains(string topic)
    {
        lock (_lock)
        {
            return _topics.Contains(topic);
        }
    }

    public void Add(IEnumerable<string> topics)
    {
        lock (_lock)
        {
            if (_topics.Count > Most)
            {
                _topics.Clear();
            }

            _topics.UnionWith(topics);
        }
    }
}
