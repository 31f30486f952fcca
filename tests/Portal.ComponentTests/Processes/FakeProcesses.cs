using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;

namespace Portal.ComponentTests.Processes;

/// <summary>Processes and what happened to their keys, in memory.</summary>
internal sealed class FakeProcesses : IProcessStore, IProcessMarks
{
    public static readonly ProcessDefinition Definition = new(
    [
        new ProcessStep("Placed", FeedId.Parse("orders"), EntryField.Json("/number"), [], TimeSpan.FromMinutes(10)),
        new ProcessStep("Sent", FeedId.Parse("shipments"), EntryField.Json("/order"), []),
    ]);

    private readonly List<ProcessMark> _marks = [];

    public List<BusinessProcess> All { get; } = [];

    public void Add(DateTimeOffset now) => All.Add(new BusinessProcess
    {
        Number = 1,
        Id = "p",
        Title = "From order to shipment",
        Definition = Definition,
        CreatedBy = "olga",
        CreatedByName = "Olga",
        Created = now,
        Changed = now,
    });

    public FakeProcesses Mark(string key, int step, DateTimeOffset at)
    {
        _marks.Add(new ProcessMark(1, key, step, at, new EventPosition(7)));
        return this;
    }

    public ValueTask<IReadOnlyList<BusinessProcess>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<BusinessProcess>>([.. All]);

    public Task<BusinessProcess?> AddAsync(BusinessProcess process, CancellationToken cancellationToken = default)
    {
        All.Add(process);
        return Task.FromResult<BusinessProcess?>(process);
    }

    public Task<BusinessProcess?> UpdateAsync(string id, Action<BusinessProcess> change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<ProcessMark>> BegunAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ProcessMark>>([.. _marks]);

    public Task<int> WithoutBeginAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<IReadOnlyList<ProcessMark>> OfKeyAsync(int process, string key, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ProcessMark>>([.. _marks.Where(mark => mark.Key == key)]);
}
