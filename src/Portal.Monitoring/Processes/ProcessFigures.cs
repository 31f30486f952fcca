namespace Portal.Monitoring.Processes;

/// <summary>How a step of a process goes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Count">How many keys came to it.</param>
/// <param name="Waiting">How many of them came no further yet; 0 for the last step.</param>
/// <param name="Stuck">How many of those wait for longer than they may.</param>
/// <param name="Median">How long half of them took from the step before; null when nobody is known to have.</param>
/// <param name="P95">The same for 95 of 100.</param>
public sealed record StepFigures(ProcessStep Step, int Count, int Waiting, int Stuck, TimeSpan? Median, TimeSpan? P95);

/// <summary>A key that waits for longer than it may.</summary>
/// <param name="Key">The business key.</param>
/// <param name="Step">The step that it came to, from 0.</param>
/// <param name="Since">Since when.</param>
/// <param name="Over">How much longer than it may.</param>
public sealed record StuckKey(string Key, int Step, DateTimeOffset Since, TimeSpan Over);

/// <summary>How a process goes: counts and times step by step, and who waits for too long. Pure.</summary>
/// <param name="Begun">How many keys began.</param>
/// <param name="Done">How many of them came to the last step.</param>
/// <param name="Steps">Step by step.</param>
/// <param name="Stuck">Who waits for too long, the longest first.</param>
public sealed record ProcessFigures(int Begun, int Done, IReadOnlyList<StepFigures> Steps, IReadOnlyList<StuckKey> Stuck)
{
    /// <summary>The figures of what happened to some keys, as of a moment.</summary>
    public static ProcessFigures Of(ProcessDefinition definition, IEnumerable<ProcessMark> marks, DateTimeOffset now)
    {
        var last = definition.Steps.Count - 1;
        var (counts, waiting, stuck) = (new int[last + 1], new int[last + 1], new int[last + 1]);
        var took = definition.Steps.Select(_ => new List<TimeSpan>()).ToArray();
        List<StuckKey> late = [];
        var begun = 0;
        foreach (var key in marks.Where(mark => mark.Step <= last && mark.At <= now).GroupBy(mark => mark.Key))
        {
            begun++;
            ProcessMark? before = null;
            foreach (var mark in key.OrderBy(mark => mark.Step))
            {
                counts[mark.Step]++;
                if (before is not null)
                {
                    // Clocks of two systems may disagree: nothing takes less than no time.
                    took[mark.Step].Add(mark.At > before.At ? mark.At - before.At : TimeSpan.Zero);
                }

                before = mark;
            }

            if (before!.Step == last)
            {
                continue;
            }

            waiting[before.Step]++;
            if (definition.Steps[before.Step].Limit is { } limit && now - before.At > limit)
            {
                stuck[before.Step]++;
                late.Add(new StuckKey(key.Key, before.Step, before.At, now - before.At - limit));
            }
        }

        return new ProcessFigures(
            begun,
            counts[last],
            [.. definition.Steps.Select((step, i) => new StepFigures(step, counts[i], waiting[i], stuck[i], At(took[i], .5), At(took[i], .95)))],
            [.. late.OrderByDescending(one => one.Over).ThenBy(one => one.Key, StringComparer.Ordinal)]);
    }

    private static TimeSpan? At(List<TimeSpan> times, double share)
    {
        if (times.Count == 0)
        {
            return null;
        }

        times.Sort();
        return times[Math.Max(0, (int)Math.Ceiling(times.Count * share) - 1)];
    }
}
