using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.Contracts.Masking;

/// <summary>Masks one JSON payload: all is copied as it stands, but for the private values.</summary>
internal sealed class JsonMasking(MaskTree tree)
{
    private const int MaxDepth = 512;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Stack<Place> _open = new();
    private int _copied;

    /// <summary>The payload with its private values masked.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public byte[] Mask(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
        var at = new Place(tree.Root, tree.Root.IsPrivate);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    at = Member(ref reader, payload, _open.Peek());
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    at = Item(at, reader.CurrentDepth);
                    at.Start(reader.TokenType == JsonTokenType.StartArray);
                    _open.Push(at);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _open.Pop();
                    break;
                default:
                    if (Item(at, reader.CurrentDepth).IsHidden)
                    {
                        Replace(ref reader, payload, PayloadMask.Text);
                    }

                    break;
            }
        }

        _output.Write(payload[_copied..]);
        return _output.WrittenSpan.ToArray();
    }

    // In an array every value is an item; in an object the name before the value said what it is.
    private Place Item(Place at, int depth) => depth > 0 && _open.Peek() is { IsArray: true } array
        ? new Place(array.Node.Items ?? MaskNode.Unknown, array.IsHidden || array.Node.Items is { IsPrivate: true })
        : at;

    private Place Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, Place parent)
    {
        var name = reader.GetString()!;
        var (node, isHidden, isDeclared) = tree.Member(parent.Node, name);
        if (parent.IsHidden && !isDeclared)
        {
            // Names inside what is private can be data themselves.
            Replace(ref reader, payload, PayloadMask.Text + (parent.Number++ is var number and > 0 ? (number + 1).ToString(CultureInfo.InvariantCulture) : ""));
        }

        return new Place(node, isHidden || parent.IsHidden);
    }

    private void Replace(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, string text)
    {
        var start = (int)reader.TokenStartIndex;

        // To the end of the token itself: behind a name the reader has taken the colon too.
        var length = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.ValueSpan.Length + 2 : reader.ValueSpan.Length;
        _output.Write(payload[_copied..start]);
        _output.Write(Encoding.UTF8.GetBytes($"\"{text}\""));
        _copied = start + length;
    }

    private sealed class Place(MaskNode node, bool isHidden)
    {
        public MaskNode Node { get; } = node;

        public bool IsHidden { get; } = isHidden;

        public bool IsArray { get; private set; }

        public int Number { get; set; }

        public void Start(bool isArray) => IsArray = isArray;
    }
}
