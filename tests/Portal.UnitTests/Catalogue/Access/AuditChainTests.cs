using FsCheck.Xunit;
using Portal.Catalogue.Access;

namespace Portal.UnitTests.Catalogue.Access;

public sealed class AuditChainTests
{
    [Fact]
    public async Task Verify_WholeChain_IsSound()
    {
        var chain = Chain(5);

        var verdict = await VerifyAsync(chain);

        Assert.Equal(new AuditVerdict(5, 1, 5, chain[^1].Hash, null), verdict);
    }

    [Fact]
    public async Task Verify_Empty_IsSound() => Assert.Equal(new AuditVerdict(0, 0, 0, AuditChain.Beginning, null), await VerifyAsync([]));

    [Fact]
    public async Task Verify_ChangedRecord_IsFound()
    {
        var chain = Chain(5);
        chain[2] = chain[2] with { ActorName = "Somebody else" };

        Assert.Equal("Record 3 was changed after it was written.", (await VerifyAsync(chain)).Fault);
    }

    [Fact]
    public async Task Verify_RecordWrittenAnew_BreaksTheLinkBehindIt()
    {
        var chain = Chain(5);
        chain[2] = AuditChain.Link(chain[2] with { Summary = "Nothing happened" }, 3, chain[1].Hash);

        Assert.Equal("Record 4 is not linked to record 3: one of them was replaced.", (await VerifyAsync(chain)).Fault);
    }

    [Fact]
    public async Task Verify_RecordTakenOut_IsFound()
    {
        var chain = Chain(5);
        chain.RemoveAt(2);

        Assert.Equal("After record 2 comes 4: what was between them is gone.", (await VerifyAsync(chain)).Fault);
    }

    [Fact]
    public async Task Verify_BeginningTakenAwayWithoutAPurge_IsFound()
    {
        var chain = Chain(5);
        chain.RemoveRange(0, 2);

        Assert.Equal("The trail begins with record 3, and no purge says that it removed what came before.", (await VerifyAsync(chain)).Fault);
    }

    [Fact]
    public async Task Verify_PurgedBeginning_IsSoundByItsMark()
    {
        var chain = Chain(5);
        chain.Add(AuditChain.Link(Draft(6) with { Action = AuditChain.PurgeAction, Changes = AuditChain.PurgeMark(2, chain[1].Hash) }, 6, chain[4].Hash));
        chain.RemoveRange(0, 2);

        Assert.Null((await VerifyAsync(chain)).Fault);
    }

    [Fact]
    public async Task Verify_EndCutOff_IsFoundByWhatWasNoted()
    {
        var chain = Chain(5);
        var noted = (chain[4].Number, chain[4].Hash);
        Assert.Null((await AuditChain.VerifyAsync(chain.ToAsyncEnumerable(), noted)).Fault);
        chain.RemoveAt(4);

        Assert.Equal($"Record 5 with the hash {noted.Hash} is not in the trail.", (await AuditChain.VerifyAsync(chain.ToAsyncEnumerable(), noted)).Fault);
    }

    [Property]
    public bool Hash_OfFieldsThatShareTheirText_Differs(string a, string b)
    {
        var one = Draft(1) with { Action = "x" + a + b, Subject = "y" };
        var other = Draft(1) with { Action = "x" + a, Subject = b + "y" };
        return string.IsNullOrEmpty(b) || AuditChain.HashOf(one) != AuditChain.HashOf(other);
    }

    private static Task<AuditVerdict> VerifyAsync(IEnumerable<AuditRecord> chain) => AuditChain.VerifyAsync(chain.ToAsyncEnumerable());

    private static List<AuditRecord> Chain(int count)
    {
        List<AuditRecord> chain = [];
        for (var number = 1; number <= count; number++)
        {
            chain.Add(AuditChain.Link(Draft(number), number, chain.Count == 0 ? AuditChain.Beginning : chain[^1].Hash));
        }

        return chain;
    }

    private static AuditRecord Draft(int number) => new()
    {
        Number = number,
        At = DateTimeOffset.UnixEpoch.AddSeconds(number),
        Action = "catalogue.feed.changed",
        Outcome = AuditOutcome.Done,
        ActorId = "op",
        ActorName = "Otto",
        Subject = "feed/orders",
        Summary = $"Change {number}",
        Changes = [new("title", "a", null)],
        Previous = "",
        Hash = "",
    };
}
