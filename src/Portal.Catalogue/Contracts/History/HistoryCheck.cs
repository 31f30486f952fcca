using Portal.Events.Log;

namespace Portal.Catalogue.Contracts.History;

/// <summary>Holds what is recorded of a feed against a contract, the newest entry first.</summary>
public static class HistoryCheck
{
    private const int PageSize = 500;

    /// <summary>Reads until the time in question, or until <see cref="HistoryQuestion.MaxEntries"/>.</summary>
    /// <param name="log">The log.</param>
    /// <param name="question">Which entries, and which contract.</param>
    /// <param name="told">Called after each page with what was found so far; false ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<HistoryFindings> RunAsync(
        IEventLog log, HistoryQuestion question, Func<HistoryFindings, Task<bool>> told, CancellationToken cancellationToken)
    {
        var tally = new HistoryTally(question);
        var query = new EventQuery { Feeds = [question.Feed], Direction = ReadDirection.Backward, Limit = PageSize };
        while (true)
        {
            var page = await log.ReadAsync(query, cancellationToken);
            foreach (var recorded in page)
            {
                if (recorded.Received < question.Since)
                {
                    return tally.Sum();
                }

                tally.Add(recorded);
            }

            if (page.Count < PageSize)
            {
                return tally.Sum();
            }

            if (tally.Read >= HistoryQuestion.MaxEntries)
            {
                tally.IsCut = true;
                return tally.Sum();
            }

            if (!await told(tally.Sum()))
            {
                return tally.Sum();
            }

            query = query with { From = page[^1].Position };
        }
    }
}
