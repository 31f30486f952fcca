namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>Finds the groups of an ECMA-262 regular expression before it is read: a reference may precede its group.</summary>
internal static class EcmaGroups
{
    /// <summary>The names of the groups that capture, in their order; null for one without a name.</summary>
    public static List<string?> Find(string source)
    {
        var groups = new List<string?>();
        foreach (var at in Unescaped(source, '('))
        {
            var rest = source.AsSpan(at + 1);
            var isNamed = rest.StartsWith("?<") && !rest.StartsWith("?<=") && !rest.StartsWith("?<!");
            if (isNamed)
            {
                var end = rest.IndexOf('>');
                groups.Add(end < 0 ? null : rest[2..end].ToString());
            }
            else if (!rest.StartsWith("?"))
            {
                groups.Add(null);
            }
        }

        return groups;
    }

    /// <summary>Whether the expression refers back to any group.</summary>
    public static bool AreReferredTo(string source) =>
        Unescaped(source, '\\').Any(at => at + 1 < source.Length && source[at + 1] is 'k' or (>= '1' and <= '9'));

    private static IEnumerable<int> Unescaped(string source, char wanted)
    {
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == wanted && !inClass)
            {
                yield return i;
            }

            inClass = source[i] switch { '[' => true, ']' => false, _ => inClass };
            i += source[i] == '\\' ? 1 : 0;
        }
    }
}
