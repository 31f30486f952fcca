using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;

namespace Portal.Contracts.JsonSchema.Compilation;

/// <summary>Finds schemas that apply themselves to the same value again, which would never end.</summary>
internal static class EndlessReference
{
    /// <summary>A schema in such a ring; null when there is none.</summary>
    public static SchemaValue? Find(IReadOnlyDictionary<SchemaValue, SchemaNode> schemas)
    {
        // A node is open while the walk is below it; meeting an open node again closes a ring.
        var open = new HashSet<SchemaNode>();
        var done = new HashSet<SchemaNode>();
        var stack = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Next)>();
        foreach (var (schema, start) in schemas)
        {
            Open(start);
            while (stack.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    stack.Pop();
                    open.Remove(top.Node);
                    done.Add(top.Node);
                }
                else if (open.Contains(top.Next.Current))
                {
                    return schema;
                }
                else
                {
                    Open(top.Next.Current);
                }
            }
        }

        return null;

        void Open(SchemaNode node)
        {
            if (!done.Contains(node))
            {
                open.Add(node);
                stack.Push((node, node.SameValue.GetEnumerator()));
            }
        }
    }
}
