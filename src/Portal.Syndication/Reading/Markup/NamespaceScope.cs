using System.Buffers;
using System.Text;
using System.Xml;

namespace Portal.Syndication.Reading.Markup;

/// <summary>The namespaces in force in a text that is being written, and the declarations that it needs.</summary>
internal sealed class NamespaceScope(XmlReader reader)
{
    // Prefixes in force at once; real documents use a dozen.
    private const int MaxDeclarations = 500;

    private static readonly SearchValues<char> NotInPrefixes = SearchValues.Create(" /?#&<>\"'\r\n\t");

    private readonly List<(int Depth, string Prefix, string Uri)> _inForce = [];
    private readonly List<(string Prefix, string Uri)> _pending = [];
    private readonly List<(string Prefix, string Uri)> _atRoot = [];
    private int _rootStart = -1;
    private int _rootEnd;
    private bool _rootGrew;
    private bool _asXhtml;

    /// <summary>Starts over; in XHTML, elements of that namespace, of none or of the feed's own need no declaration.</summary>
    public void Reset(bool asXhtml)
    {
        _inForce.Clear();
        _pending.Clear();
        _atRoot.Clear();
        _rootStart = -1;
        _rootGrew = false;
        _asXhtml = asXhtml;
    }

    /// <summary>Puts a prefix in force for an element at this depth and notes its declaration unless it holds already.</summary>
    public void Use(int depth, string prefix, string uri)
    {
        if (prefix == "xml" || IsInForce(prefix, uri))
        {
            return;
        }

        if (_inForce.Count >= MaxDeclarations)
        {
            throw MarkupSerializer.Refusal($"More than {MaxDeclarations} namespaces are declared at once.", reader);
        }

        _inForce.Add((depth, prefix, uri));
        Put(_pending, prefix, uri);
    }

    /// <summary>Writes the declarations noted for the element, sorted: equal markup gives equal text.</summary>
    public void Write(StringBuilder text)
    {
        if (_rootStart < 0)
        {
            _rootStart = text.Length;
            _atRoot.AddRange(_pending);

            Declare(text, _pending);
            _rootEnd = text.Length;
        }
        else if (_pending.Count > 0)
        {
            Declare(text, _pending);
        }

        _pending.Clear();
    }

    /// <summary>Notes a value that may use a prefix (<c>xsi:type="x:T"</c>); its declaration goes to the root.</summary>
    public void NoteValue(string value)
    {
        var name = value.AsSpan().Trim();
        var colon = name.IndexOf(':');
        if (colon is < 1 or > 60 || _asXhtml || name[..colon].ContainsAny(NotInPrefixes))
        {
            return;
        }

        var prefix = name[..colon].ToString();
        if (prefix is not ("xml" or "xmlns") && reader.LookupNamespace(prefix) is { Length: > 0 } uri && !IsInForce(prefix, uri))
        {
            if (!_atRoot.Exists(known => known.Prefix == prefix))
            {
                Put(_atRoot, prefix, uri);
                _rootGrew = true;
            }
        }
    }

    /// <summary>Takes out of force what was declared at this depth.</summary>
    public void Leave(int depth)
    {
        while (_inForce is [.., var last] && last.Depth >= depth)
        {
            _inForce.RemoveAt(_inForce.Count - 1);
        }
    }

    /// <summary>Adds the declarations that values turned out to need.</summary>
    public void Complete(StringBuilder text)
    {
        if (_rootGrew && _rootStart >= 0)
        {
            var declarations = new StringBuilder();
            Declare(declarations, _atRoot);
            text.Remove(_rootStart, _rootEnd - _rootStart).Insert(_rootStart, declarations.ToString());
        }
    }

    private bool IsInForce(string prefix, string uri)
    {
        for (var i = _inForce.Count - 1; i >= 0; i--)
        {
            if (_inForce[i].Prefix == prefix)
            {
                return _inForce[i].Uri == uri;
            }
        }

        if (prefix.Length > 0)
        {
            return false;
        }

        return _asXhtml ? uri == XmlNames.Xhtml || XmlNames.IsRss(uri) || XmlNames.IsAtom(uri) : uri.Length == 0;
    }

    private static void Declare(StringBuilder text, List<(string Prefix, string Uri)> declarations)
    {
        foreach (var (prefix, uri) in declarations)
        {
            text.Append(prefix.Length == 0 ? " xmlns" : " xmlns:").Append(prefix).Append("=\"");
            MarkupSerializer.Escape(text, uri, MarkupSerializer.InAttributes);
            text.Append('"');
        }
    }

    // Kept in the order of the prefixes; there are a few at most.
    private static void Put(List<(string Prefix, string Uri)> declarations, string prefix, string uri)
    {
        var at = 0;
        while (at < declarations.Count && string.CompareOrdinal(declarations[at].Prefix, prefix) < 0)
        {
            at++;
        }

        if (at < declarations.Count && declarations[at].Prefix == prefix)
        {
            declarations[at] = (prefix, uri);
        }
        else
        {
            declarations.Insert(at, (prefix, uri));
        }
    }
}
