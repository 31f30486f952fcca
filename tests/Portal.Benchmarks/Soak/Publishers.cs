using System.Net.Http.Headers;
using System.Text;
using Portal.Benchmarks.FeedHost;

namespace Portal.Benchmarks.Soak;

/// <summary>
/// Posts entries at a steady rate whatever becomes of those before, several with each POST. Each says when it was sent; that all were
/// sent in time, the rate tells.
/// </summary>
internal sealed class Publishers(HttpClient client, string feed, int perSecond, TimeProvider time) : IDisposable
{
    private const int PerPost = 5;

    // At 500 entries a second that is more than half a second's POSTs.
    private const int MostAtOnce = 64;

    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private long _posted;
    private long _failed;
    private long _milliseconds;

    /// <summary>How many entries were taken.</summary>
    public long Posted => Interlocked.Read(ref _posted);

    /// <summary>How long their POSTs took together, an entry's share of it for each.</summary>
    public double Milliseconds => Interlocked.Read(ref _milliseconds) * (double)PerPost;

    /// <summary>How many POSTs failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    public async Task RunAsync(CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), time);
        try
        {
            for (var sent = 0L; await timer.WaitForNextTickAsync(stop);)
            {
                for (var due = (long)(time.GetElapsedTime(begun).TotalSeconds * perSecond / PerPost); sent < due; sent++)
                {
                    await _slots.WaitAsync(stop);
                    _ = PostAsync((int)(sent * PerPost));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Those on their way are waited for.
        }

        for (var i = 0; i < MostAtOnce; i++)
        {
            await _slots.WaitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task PostAsync(int number)
    {
        var (moment, begun) = (time.GetUtcNow().ToUnixTimeMilliseconds(), time.GetTimestamp());
        try
        {
            var batch = new StringBuilder("<feed xmlns='http://www.w3.org/2005/Atom'>");
            for (var i = 0; i < PerPost; i++)
            {
                batch.Append(Encoding.UTF8.GetString(Calls.Entry(number + i, Moments.TitleOf(moment))));
            }

            using var body = new StringContent(batch.Append("</feed>").ToString(), Encoding.UTF8);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/atom+xml;type=feed");
            using var answer = await client.PostAsync($"/feeds/{feed}", body);
            answer.EnsureSuccessStatusCode();
            Interlocked.Add(ref _posted, PerPost);
            Interlocked.Add(ref _milliseconds, (long)time.GetElapsedTime(begun).TotalMilliseconds);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            _slots.Release();
        }
    }
}
