namespace Portal.Contracts.Xsd.Forward;

/// <summary>Elements in any order, each once at most.</summary>
/// <param name="elements">The elements, 64 at most.</param>
/// <param name="required">Those that have to be there, a bit each.</param>
/// <param name="isOptional">Whether all of them may be absent together.</param>
internal sealed class AllContent(ElementRule[] elements, ulong required, bool isOptional) : IContentRule
{
    public const int MaxElements = 64;

    public ElementRule? Next(ref ContentState state, string localName, string name)
    {
        for (var at = 0; at < elements.Length; at++)
        {
            if (elements[at].Is(localName, name))
            {
                var isNew = (state.Seen & (1UL << at)) == 0;
                state.Seen |= 1UL << at;
                return isNew ? elements[at] : null;
            }
        }

        return null;
    }

    public bool MayEnd(in ContentState state) => (state.Seen & required) == required || (isOptional && state.Seen == 0);
}
