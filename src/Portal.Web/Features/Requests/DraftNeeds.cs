using Portal.Catalogue.Requests;

namespace Portal.Web.Features.Requests;

/// <summary>What a request says of the traffic that it expects, as the channel adviser is asked about it. Pure.</summary>
internal static class DraftNeeds
{
    public static ChannelNeeds Of(RequestDraft draft) => new()
    {
        NeedsAnswer = draft.NeedsAnswer,
        Latency = LatencyWords.Read(draft.LatencyNeed),
        PerMinute = draft.ExpectedPerMinute,
        PayloadBytes = draft.MaxPayloadBytes,
        Consumers = draft.Consumers,
        Network = draft.Network,
    };
}
