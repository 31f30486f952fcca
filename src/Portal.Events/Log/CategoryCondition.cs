using Portal.Events.Entries;

namespace Portal.Events.Log;

/// <summary>A condition on the categories of an entry. Terms are compared without regard to case; schemes do not matter. Pure.</summary>
public abstract record CategoryCondition
{
    private CategoryCondition()
    {
    }

    /// <summary>Whether an entry with these categories meets it.</summary>
    public abstract bool Matches(IReadOnlyList<Category> categories);

    /// <summary>The entry has a category with this term.</summary>
    public sealed record HasTerm(string Term) : CategoryCondition
    {
        /// <inheritdoc />
        public override bool Matches(IReadOnlyList<Category> categories) =>
            categories.Any(c => c.Term.Equals(Term, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>At least one of these holds.</summary>
    public sealed record AnyOf(IReadOnlyList<CategoryCondition> Parts) : CategoryCondition
    {
        /// <inheritdoc />
        public override bool Matches(IReadOnlyList<Category> categories) => Parts.Any(p => p.Matches(categories));
    }

    /// <summary>All of these hold.</summary>
    public sealed record AllOf(IReadOnlyList<CategoryCondition> Parts) : CategoryCondition
    {
        /// <inheritdoc />
        public override bool Matches(IReadOnlyList<Category> categories) => Parts.All(p => p.Matches(categories));
    }

    /// <summary>This does not hold.</summary>
    public sealed record Not(CategoryCondition Part) : CategoryCondition
    {
        /// <inheritdoc />
        public override bool Matches(IReadOnlyList<Category> categories) => !Part.Matches(categories);
    }
}
