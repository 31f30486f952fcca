using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Portal.Events.Payloads;

/// <summary>
/// Where a field stands in payloads. JSON: a JSON Pointer (RFC 6901) in which <c>*</c> is every item of an array, for
/// example <c>/items/*/sku</c>. XML: element names from the root on and perhaps an attribute at the end, for example
/// <c>/order/line/@sku</c>; a name matches in any namespace, <c>{urn:shop}order</c> in that one, <c>{}order</c> in none, and
/// <c>*</c> any element. An element leads to all of its name, so XML needs no mark where elements repeat.
/// </summary>
public sealed class FieldPath : IEquatable<FieldPath>
{
    /// <summary>The longest path, in characters.</summary>
    public const int MaxLength = 2000;

    /// <summary>The most steps of a path.</summary>
    public const int MaxSteps = 64;

    private FieldPath(PayloadForm form, string text, IReadOnlyList<FieldStep> steps) => (Form, Text, Steps) = (form, text, steps);

    /// <summary>What it leads through.</summary>
    public PayloadForm Form { get; }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>Its steps; none for the whole of a JSON payload.</summary>
    public IReadOnlyList<FieldStep> Steps { get; }

    /// <summary>Reads a path; when it is none, <paramref name="problem"/> says why and where.</summary>
    public static bool TryParse(string? text, PayloadForm form, [NotNullWhen(true)] out FieldPath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        if (text is null || text.Length > MaxLength)
        {
            problem = text is null ? "A path is missing." : $"A path has {MaxLength} characters at most.";
            return false;
        }

        if (text.Length == 0 && form == PayloadForm.Json)
        {
            (path, problem) = (new FieldPath(form, text, []), null);
            return true;
        }

        var steps = new List<FieldStep>();
        problem = text.Length == 0 || text[0] != '/' ? "A path begins with '/'." : null;
        for (var at = 0; problem is null && at < text.Length;)
        {
            // At a slash: the step is what follows, up to the next one that is not inside braces.
            var end = EndOfStep(text, at + 1, form);
            (var step, problem) = form == PayloadForm.Json ? JsonStep(text[(at + 1)..end]) : XmlStep(text[(at + 1)..end], isLast: end == text.Length);
            problem = step is null ? $"{problem} (At character {at + 2}.)" : steps.Count == MaxSteps ? $"A path has {MaxSteps} steps at most." : null;
            steps.Add(step!);
            at = end;
        }

        path = problem is null ? new FieldPath(form, text, steps) : null;
        return path is not null;
    }

    /// <summary>A path that is known to be one, for example from a compiled contract.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FieldPath Parse(string text, PayloadForm form) =>
        TryParse(text, form, out var path, out var problem) ? path : throw new FormatException($"'{text}': {problem}");

    /// <summary>A name as a step of a JSON path.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <inheritdoc />
    public bool Equals(FieldPath? other) => other is not null && other.Form == Form && other.Text == Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Form, Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static int EndOfStep(string text, int at, PayloadForm form)
    {
        var inBraces = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '/' && !inBraces)
            {
                return at;
            }

            inBraces = form == PayloadForm.Xml && (text[at] == '{' || (inBraces && text[at] != '}'));
        }

        return at;
    }

    private static (FieldStep?, string?) JsonStep(string step)
    {
        if (step == "*")
        {
            return (new FieldStep(FieldStepKind.EachItem, step), null);
        }

        var name = new StringBuilder(step.Length);
        for (var i = 0; i < step.Length; i++)
        {
            if (step[i] != '~')
            {
                name.Append(step[i]);
                continue;
            }

            if (i + 1 == step.Length || step[i + 1] is not ('0' or '1'))
            {
                return (null, "'~' is written '~0' and '/' is written '~1'.");
            }

            name.Append(step[++i] == '0' ? '~' : '/');
        }

        return (new FieldStep(FieldStepKind.Member, name.ToString()), null);
    }

    private static (FieldStep?, string?) XmlStep(string step, bool isLast)
    {
        var name = step.AsSpan();
        var isAttribute = name.StartsWith("@");
        name = isAttribute ? name[1..] : name;
        string? space = null;
        if (name.StartsWith("{"))
        {
            var close = name.IndexOf('}');
            if (close < 0)
            {
                return (null, "'{' of a namespace is not closed.");
            }

            space = name[1..close].ToString();
            name = name[(close + 1)..];
        }

        if (isAttribute && !isLast)
        {
            return (null, "An attribute is the last step.");
        }

        if (name.SequenceEqual("*") && !isAttribute)
        {
            return (new FieldStep(FieldStepKind.EachElement, "*", space), null);
        }

        return IsName(name)
            ? (new FieldStep(isAttribute ? FieldStepKind.Attribute : FieldStepKind.Element, name.ToString(), space), null)
            : (null, $"'{name}' is not a name of XML without its prefix; write {{namespace}}name.");
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(IsNameStart(text[0])))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!IsNameStart(c) && !char.IsDigit(c) && c is not ('-' or '.' or '\u00B7')
                && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_' || char.IsSurrogate(c);
}
