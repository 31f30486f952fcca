using System.Text;
using Portal.FeedHost.Publishing;

namespace Portal.UnitTests.FeedHost;

public sealed class EntryBodyTests
{
    [Theory]
    [InlineData(10, null, true)]
    [InlineData(10, 10, true)]
    [InlineData(11, null, false)]
    [InlineData(11, 11, false)]
    [InlineData(11, 5, false)]
    [InlineData(5, 11, false)]
    [InlineData(0, 0, true)]
    public async Task Read_Body_IsBoundedWhateverItsLengthIsSaidToBe(int bytes, int? said, bool accepted)
    {
        var text = new string('x', bytes);
        var request = Requests.Get("/feeds/orders");
        request.Body = new MemoryStream(Encoding.ASCII.GetBytes(text));
        request.ContentLength = said;

        var body = await EntryBody.ReadAsync(request, maxBytes: 10, TestContext.Current.CancellationToken);

        Assert.Equal(accepted ? text : null, body is { } read ? Encoding.ASCII.GetString(read.Span) : null);
    }
}
