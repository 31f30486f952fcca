using System.Text;
using System.Text.Json;

namespace Portal.Events.Payloads;

/// <summary>One pass over a JSON payload.</summary>
internal sealed class JsonFieldReading(FieldTree root, int nodes, int maxValues)
{
    // As deep as contracts allow.
    private const int MaxDepth = 512;

    private readonly FoundValues _found = new(nodes, maxValues);

    // The nodes of the tree that the values open right now have been matched with, those of a value side by side.
    private readonly List<(FieldTree Node, int Item)> _open = [];

    public FieldReading Read(ReadOnlySpan<byte> payload)
    {
        payload = payload.StartsWith("\uFEFF"u8) ? payload[3..] : payload;
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            _open.Add((root, 0));
            reader.Read();
            ReadValue(ref reader, 0);

            // To the end, so that what follows the value is found out.
            while (reader.Read())
            {
            }

            return _found.ToReading(null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // InvalidOperationException: text that is not UTF-8, or half a surrogate pair.
            return _found.ToReading($"The payload is not well-formed JSON: {problem.Message}");
        }
    }

    // Recursion as deep as the longest path; all else is skipped.
    private void ReadValue(ref Utf8JsonReader reader, int from)
    {
        var to = _open.Count;
        var isEnd = true;
        for (var i = from; i < to; i++)
        {
            var (node, item) = _open[i];
            isEnd &= node.Children.Count == 0;
            if (node.Ends.Count > 0)
            {
                _found.Add(node, KindOf(reader.TokenType), TextOf(ref reader), item);
            }
        }

        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        if (isEnd || _found.IsFull)
        {
            reader.Skip();
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMembers(ref reader, from, to);
        }
        else
        {
            ReadItems(ref reader, from, to);
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader, int from, int to)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            for (var i = from; i < to; i++)
            {
                foreach (var child in _open[i].Node.Children)
                {
                    if (reader.ValueTextEquals(child.Utf8Name))
                    {
                        _found.Visit(child);
                        _open.Add((child, _open[i].Item));
                    }
                }
            }

            reader.Read();
            ReadOrSkip(ref reader, to);
        }
    }

    private void ReadItems(ref Utf8JsonReader reader, int from, int to)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            for (var i = from; i < to; i++)
            {
                foreach (var child in _open[i].Node.Children)
                {
                    if (child.Step.Kind == FieldStepKind.EachItem)
                    {
                        _open.Add((child, _found.Visit(child)));
                    }
                    else if (child.Index == index)
                    {
                        _open.Add((child, _open[i].Item));
                    }
                }
            }

            ReadOrSkip(ref reader, to);
        }
    }

    private void ReadOrSkip(ref Utf8JsonReader reader, int from)
    {
        if (_open.Count == from)
        {
            reader.Skip();
            return;
        }

        ReadValue(ref reader, from);
        _open.RemoveRange(from, _open.Count - from);
    }

    private string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        _ when _found.IsFull => "",
        JsonTokenType.String => reader.GetString() ?? "",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan.Length > FieldReader.MaxValueLength ? Cut(reader.ValueSpan) : reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "",
    };

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> number)
    {
        _found.Cut();
        return number[..FieldReader.MaxValueLength];
    }

    private static FieldValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.String => FieldValueKind.Text,
        JsonTokenType.Number => FieldValueKind.Number,
        JsonTokenType.True or JsonTokenType.False => FieldValueKind.Boolean,
        JsonTokenType.StartObject => FieldValueKind.Object,
        JsonTokenType.StartArray => FieldValueKind.Array,
        _ => FieldValueKind.Null,
    };
}
