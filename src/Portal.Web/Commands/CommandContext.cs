using System.Diagnostics.CodeAnalysis;

namespace Portal.Web.Commands;

/// <summary>What a running command works with.</summary>
/// <param name="Services">The portal's services. Nothing of it is started: no port is open, no feed is followed.</param>
/// <param name="Words">The words besides options, in order.</param>
/// <param name="Options">The options that were given, by name with dashes; a switch has an empty value.</param>
/// <param name="Console">Where it writes and reads.</param>
internal sealed record CommandContext(
    IServiceProvider Services, IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Options, CommandConsole Console)
{
    /// <summary>Ends when somebody presses Ctrl+C.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>Whether a switch was given.</summary>
    public bool Has(string option) => Options.ContainsKey(option);

    /// <summary>The value of an option; null when it was not given.</summary>
    public string? Find(string option) => Options.GetValueOrDefault(option);

    /// <summary>The value of an option that must be there.</summary>
    /// <exception cref="CommandUsageException">It is not.</exception>
    public string Require(string option) => Find(option) is { Length: > 0 } value ? value : throw new CommandUsageException($"{option} is missing.");

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Says what is wrong, and how the command ends for it.</summary>
    public async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return ExitCodes.Failed;
    }
}

/// <summary>Where a command writes and reads: the process's own streams, others in tests.</summary>
internal sealed record CommandConsole(TextReader Input, TextWriter Output, TextWriter Error)
{
    public static CommandConsole OfProcess() => new(System.Console.In, System.Console.Out, System.Console.Error);
}

/// <summary>The command line is wrong. The message is for the person who wrote it.</summary>
[SuppressMessage("Design", "CA1064", Justification = "It is caught by the dispatcher only.")]
internal sealed class CommandUsageException(string message) : Exception(message);
