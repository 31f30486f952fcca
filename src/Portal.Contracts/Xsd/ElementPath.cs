using System.Globalization;
using System.Text;

namespace Portal.Contracts.Xsd;

/// <summary>The way to the element that is being read: <c>/order/lines[2]/quantity</c>.</summary>
internal sealed class ElementPath
{
    private readonly List<(string Name, int Number, Dictionary<string, int> Children)> _steps = [];
    private readonly Dictionary<string, int> _root = [];

    public void Enter(string name)
    {
        var siblings = _steps.Count == 0 ? _root : _steps[^1].Children;
        siblings[name] = siblings.GetValueOrDefault(name) + 1;
        _steps.Add((name, siblings[name], []));
    }

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString()
    {
        var path = new StringBuilder();
        foreach (var (name, number, _) in _steps)
        {
            path.Append('/').Append(name);
            if (number > 1)
            {
                path.Append('[').Append(number.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
        }

        return path.ToString();
    }
}
