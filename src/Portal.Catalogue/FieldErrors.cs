namespace Portal.Catalogue;

/// <summary>Gathers every broken rule of an input, by field, so that people mend them all at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = [];

    public bool Any => _errors.Count > 0;

    public bool Has(string field) => _errors.ContainsKey(field);

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }

        messages.Add(message);
    }

    public void Require(string field, string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, "This is required.");
        }
        else
        {
            AtMost(field, value, maxLength);
        }
    }

    public void AtMost(string field, string? value, int maxLength)
    {
        if (value?.Length > maxLength)
        {
            Add(field, $"At most {maxLength} characters; this has {value.Length}.");
        }
    }

    public Refusal ToRefusal()
    {
        var first = _errors.First();
        return new Refusal(
            RefusalKind.Invalid, $"{first.Key}: {first.Value[0]}", _errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
    }
}
