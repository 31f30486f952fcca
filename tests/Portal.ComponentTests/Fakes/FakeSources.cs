using System.Text;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Fakes;

/// <summary>Sources in memory, by address; all others are not there.</summary>
internal sealed class FakeSources : IFeedChannel
{
    public Dictionary<string, string> Documents { get; } = [];

    public List<FetchRequest> Requests { get; } = [];

    public Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Documents.TryGetValue(request.Address.AbsoluteUri, out var document)
            ? new FetchResult { Kind = FetchKind.Document, Body = Encoding.UTF8.GetBytes(document), BaseAddress = request.Address }
            : FetchResult.Failure(PollProblem.NotFound, "The server answered 404 Not Found."));
    }
}
