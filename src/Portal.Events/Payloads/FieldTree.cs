using System.Text;

namespace Portal.Events.Payloads;

/// <summary>Paths as a tree, so that what several have in common is followed once.</summary>
internal sealed class FieldTree
{
    private FieldTree(FieldStep step, int number) => (Step, Number) = (step, number);

    /// <summary>The step that leads here.</summary>
    public FieldStep Step { get; }

    /// <summary>Its number in the tree, from 0 for the root.</summary>
    public int Number { get; }

    /// <summary>The name in UTF-8, to compare with what a JSON reader holds.</summary>
    public byte[] Utf8Name { get; private init; } = [];

    /// <summary>The name as the number of an item; -1 when it is none.</summary>
    public int Index { get; private init; } = -1;

    /// <summary>What follows: all but attributes.</summary>
    public List<FieldTree> Children { get; } = [];

    /// <summary>Attributes of the element.</summary>
    public List<FieldTree> Attributes { get; } = [];

    /// <summary>The paths that end here, by index.</summary>
    public List<int> Ends { get; } = [];

    /// <summary>Makes the tree of the paths of one form.</summary>
    /// <returns>Its root, and how many nodes it has.</returns>
    public static (FieldTree Root, int Count) Of(IReadOnlyList<FieldPath> paths, PayloadForm form)
    {
        var (root, count) = (new FieldTree(new FieldStep(FieldStepKind.Member, ""), 0), 1);
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i].Form != form)
            {
                continue;
            }

            var at = root;
            foreach (var step in paths[i].Steps)
            {
                var nodes = step.Kind == FieldStepKind.Attribute ? at.Attributes : at.Children;
                var next = nodes.Find(node => node.Step == step);
                if (next is null)
                {
                    next = new FieldTree(step, count++) { Utf8Name = Encoding.UTF8.GetBytes(step.Name), Index = IndexOf(step.Name) };
                    nodes.Add(next);
                }

                at = next;
            }

            at.Ends.Add(i);
        }

        return (root, count);
    }

    /// <summary>Whether an element or attribute of XML is what the step names.</summary>
    public bool Matches(string name, string space) =>
        (Step.Kind == FieldStepKind.EachElement || Step.Name == name) && (Step.Namespace is null || Step.Namespace == space);

    // RFC 6901 section 4: no leading zeros.
    private static int IndexOf(string name) =>
        name.Length is > 0 and < 10 && name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0')
            ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) : -1;
}
