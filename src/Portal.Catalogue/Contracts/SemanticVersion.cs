using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Portal.Catalogue.Contracts;

/// <summary>A version <c>major.minor.patch</c> (Semantic Versioning 2.0.0, without pre-releases).</summary>
/// <param name="Major">Grows with a breaking change.</param>
/// <param name="Minor">Grows with a compatible change.</param>
/// <param name="Patch">Grows with a correction.</param>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch)
{
    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SemanticVersion version)
    {
        version = default;
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 3 || !TryPart(parts[0], out var major) || !TryPart(parts[1], out var minor) || !TryPart(parts[2], out var patch))
        {
            return false;
        }

        version = new SemanticVersion(major, minor, patch);
        return true;
    }

    /// <summary>Reads a version that must be valid.</summary>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static SemanticVersion Parse(string? text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not a version like 1.0.0.");

    /// <summary>Orders versions, oldest first.</summary>
    public static int Compare(SemanticVersion a, SemanticVersion b) =>
        (a.Major, a.Minor, a.Patch).CompareTo((b.Major, b.Minor, b.Patch));

    /// <inheritdoc />
    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    // "01" is not a number of a version, and neither is one that does not fit.
    private static bool TryPart(string text, out int value)
    {
        value = 0;
        return text.Length is > 0 and < 9 && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
