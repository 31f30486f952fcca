using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Contracts.Xsd;

/// <summary>
/// The hour 24:00:00, the end of a day, which XML Schema part 2 section 3.2.7.1 allows and .NET's reader of dates
/// refuses. Patterns are checked before the date is read, so only the bounds of such a value go unchecked.
/// </summary>
internal static partial class EndOfDay
{
    public static bool IsTheProblem(Exception? problem)
    {
        while (problem?.InnerException is not null)
        {
            problem = problem.InnerException;
        }

        return problem is not null && Refusal().Match(problem.Message) is { Success: true } match
            && IsTime($"{(match.Groups[1].Length > 0 ? match.Groups[1].Value : "2000-01-01T")}00:00:00{match.Groups[2].Value}");
    }

    private static bool IsTime(string text)
    {
        try
        {
            XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^The string '\s*(-?\d{4,}-\d\d-\d\dT|)24:00:00(?:\.0+)?(Z|[+-]\d\d:\d\d|)\s*' is not a valid (?:DateTime|Time) value\.$")]
    private static partial Regex Refusal();
}
