namespace Portal.Contracts.Samples;

/// <summary>Which of many possible samples is wanted: the same seed of the same contract makes the same sample, in every process.</summary>
/// <param name="Value">Any number; it rotates names, amounts, dates and enumerated values.</param>
public readonly record struct SampleSeed(int Value)
{
    /// <summary>The sample to show first: the first of each list of values.</summary>
    public static SampleSeed First => default;

    /// <summary>The seed as a rotation that cannot overflow what is added to it.</summary>
    internal int Rotation => (int)((uint)Value % 100_003);
}
