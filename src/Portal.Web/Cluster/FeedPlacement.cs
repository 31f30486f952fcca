using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Portal.Web.Cluster;

/// <summary>
/// Which node a feed belongs to: the one whose name and the feed's give the highest hash. Every node comes to the same
/// answer, and when one comes or goes only the feeds that it gains or loses move.
/// </summary>
[Serializable, GenerateSerializer, Immutable]
internal sealed class FeedPlacement : PlacementStrategy
{
    public static FeedPlacement Instance { get; } = new();

    /// <summary>The node of a grain.</summary>
    /// <param name="key">The grain's key.</param>
    /// <param name="nodes">The nodes, at least one.</param>
    public static SiloAddress NodeOf(string key, IEnumerable<SiloAddress> nodes) =>
        nodes.MaxBy(node => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}@{node.ToParsableString()}"))))!;
}

/// <summary>Marks grains that are placed by <see cref="FeedPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FeedPlacementAttribute() : PlacementAttribute(FeedPlacement.Instance);

internal sealed class FeedPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(FeedPlacement.NodeOf(target.GrainIdentity.Key.ToString()!, context.GetCompatibleSilos(target)));
}
