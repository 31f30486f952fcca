using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>What a strict reader finds wrong in a well-formed entry; lenient readers pass it over.</summary>
internal sealed class AtomIssues(XmlCursor xml, bool ignoresBadDates)
{
    /// <summary>Whether a date that is none is no issue.</summary>
    public bool IgnoresBadDates { get; } = ignoresBadDates;

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public string? First { get; private set; }

    /// <summary>Its line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Its column, from 1.</summary>
    public int Column { get; private set; }

    /// <summary>Notes something wrong with the element that begins where the cursor stands.</summary>
    public void Note(string message) => Note(message, xml.Line, xml.Column);

    /// <summary>Notes something wrong at a place.</summary>
    public void Note(string message, int line, int column)
    {
        if (First is null)
        {
            (First, Line, Column) = (message, line, column);
        }
    }
}
