using Portal.Catalogue.Requests;

namespace Portal.Web.Provisioning;

/// <summary>Waits until an approved request is made, for callers who want to see the outcome in the answer.</summary>
internal sealed class ProvisioningWait(IRequestStore requests, RequestJournal journal, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The request once it is made or failed, or as it is when that takes too long.</summary>
    public async Task<FeedRequest> ForAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        using var moved = new SemaphoreSlim(0);
        void Note(FeedRequest changed)
        {
            if (changed.Id == request.Id)
            {
                moved.Release();
            }
        }

        journal.Changed += Note;
        try
        {
            var began = time.GetTimestamp();
            var now = request;
            while (now.IsBeingMade && time.GetElapsedTime(began) < Longest)
            {
                // Told in this process; where another one makes it, looking is all there is.
                await moved.WaitAsync(LookEvery, cancellationToken);
                now = await requests.FindAsync(request.Id, cancellationToken) ?? now;
            }

            return now;
        }
        finally
        {
            journal.Changed -= Note;
        }
    }
}
