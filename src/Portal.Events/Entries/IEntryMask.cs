using Portal.Events.Log;

namespace Portal.Events.Entries;

/// <summary>Shows entries of a feed to those who may not see its private fields.</summary>
public interface IEntryMask
{
    /// <summary>A short word that changes when something else is masked: documents of another mask are other documents.</summary>
    string Tag { get; }

    /// <summary>The entry with its private values masked; the entry itself when it has none.</summary>
    RecordedEntry Show(RecordedEntry recorded);
}
