using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>Where one reader finds a field.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The number of its path among the reader's; -1 for what is not in the payload.</param>
public readonly record struct FieldSlot(EntryFieldKind Kind, int Path);

/// <summary>The fields that one reader needs, each path once.</summary>
public sealed class FieldSlots
{
    private readonly List<FieldPath> _paths = [];

    /// <summary>The paths, in the order of their numbers.</summary>
    public IReadOnlyList<FieldPath> Paths => _paths;

    /// <summary>The slot of a field.</summary>
    /// <exception cref="FormatException">Its path is none.</exception>
    public FieldSlot Of(EntryField field)
    {
        if (field.Kind != EntryFieldKind.Payload)
        {
            return new FieldSlot(field.Kind, -1);
        }

        var path = FieldPath.Parse(field.Path ?? "", field.Form);
        var at = _paths.IndexOf(path);
        if (at < 0)
        {
            at = _paths.Count;
            _paths.Add(path);
        }

        return new FieldSlot(field.Kind, at);
    }
}
