namespace Portal.Contracts.Comparison;

/// <summary>
/// What a new version of a contract must keep. Reading here is what a contract does with a document: accept or refuse it.
/// </summary>
public enum CompatibilityMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Data written with the previous version is valid under the new one: readers may move to it first.</summary>
    Backward,

    /// <summary>Data written with the new version is valid under the previous one: writers may move to it first.</summary>
    Forward,

    /// <summary>Both backward and forward: readers and writers move in any order.</summary>
    Full,

    /// <summary><see cref="Backward"/> towards every earlier version, not only the previous one.</summary>
    BackwardTransitive,

    /// <summary><see cref="Forward"/> towards every earlier version, not only the previous one.</summary>
    ForwardTransitive,

    /// <summary><see cref="Full"/> towards every earlier version, not only the previous one.</summary>
    FullTransitive,
}
