using Portal.Catalogue;

namespace Portal.Web.Shared.Choices;

/// <summary>What is wrong with a field before the catalogue's rules can judge it.</summary>
internal static class FormRefusal
{
    /// <summary>The field should hold a number and does not.</summary>
    /// <param name="field">The field, as the catalogue names it.</param>
    /// <param name="text">What was typed.</param>
    public static Refusal NotANumber(string field, string text) => new(
        RefusalKind.Invalid, $"'{text}' is not a number.", new Dictionary<string, string[]> { [field] = [$"'{text}' is not a number."] });
}
