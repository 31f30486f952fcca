namespace Portal.Web.Commands;

/// <summary>
/// What the process was started for: a command with its options, or the server. A first argument without dashes is a
/// command; settings (<c>--Portal:DataDirectory=...</c>, recognised by their colon) go to the host either way.
/// </summary>
internal sealed record CommandLine
{
    private static readonly HashSet<string> HelpWords = ["help", "--help", "-h", "-?"];

    /// <summary>The command; null for the server.</summary>
    public PortalCommand? Command { get; private init; }

    /// <summary>The words besides options.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The options by name with dashes.</summary>
    public IReadOnlyDictionary<string, string> Options { get; private init; } = new Dictionary<string, string>();

    /// <summary>What the host is configured with.</summary>
    public string[] HostArguments { get; private init; } = [];

    /// <summary>Whether help was asked for, of <see cref="Command"/> or of everything.</summary>
    public bool WantsHelp { get; private init; }

    /// <summary>Whether the server is to run.</summary>
    public bool IsServer => Command is null && !WantsHelp;

    /// <summary>Reads the arguments of the process.</summary>
    /// <exception cref="CommandUsageException">They name no command that there is, or options that it does not take.</exception>
    public static CommandLine Read(IReadOnlyList<string> args, IReadOnlyList<PortalCommand> commands)
    {
        var settings = args.Where(IsSetting).ToArray();
        var rest = args.Where(arg => !IsSetting(arg)).ToList();
        if (rest is [] || (rest[0].StartsWith('-') && !HelpWords.Contains(rest[0])))
        {
            return new CommandLine { HostArguments = [.. args] };
        }

        var asksForHelp = HelpWords.Contains(rest[0]) || HelpWords.Contains(rest[^1]);
        rest.RemoveAll(HelpWords.Contains);
        if (rest is [] && asksForHelp)
        {
            return new CommandLine { WantsHelp = true };
        }

        var command = Find(rest, commands);
        if (asksForHelp)
        {
            return new CommandLine { WantsHelp = true, Command = command };
        }

        var (words, options) = Split([.. rest.Skip(command.Name.Split(' ').Length)], command);
        return new CommandLine { Command = command, Words = words, Options = options, HostArguments = settings };
    }

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.Split('=')[0].Contains(':', StringComparison.Ordinal);

    private static PortalCommand Find(List<string> args, IReadOnlyList<PortalCommand> commands)
    {
        var found = commands
            .Where(command => args.Take(command.Name.Split(' ').Length).SequenceEqual(command.Name.Split(' ')))
            .MaxBy(command => command.Name.Length);
        if (found is not null)
        {
            return found;
        }

        var beginning = commands.Where(command => command.Name.Split(' ')[0] == args[0]).Select(command => command.Name).ToList();
        throw new CommandUsageException(beginning.Count > 0
            ? $"'{args[0]}' is only the beginning of a command: {string.Join(", ", beginning)}."
            : $"There is no command '{args[0]}'. 'portal help' lists the commands.");
    }

    private static (IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Options) Split(List<string> args, PortalCommand command)
    {
        List<string> words = [];
        Dictionary<string, string> options = [];
        for (var at = 0; at < args.Count; at++)
        {
            if (!args[at].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[at]);
                continue;
            }

            var (name, value) = args[at].Split('=', 2) is [var before, var after] ? (before, after) : (args[at], null);
            if (!command.Options.Contains(name))
            {
                throw new CommandUsageException($"'{command.Name}' does not take {name}.");
            }

            if (value is null && command.TakesValue(name))
            {
                value = ++at < args.Count && !args[at].StartsWith("--", StringComparison.Ordinal)
                    ? args[at]
                    : throw new CommandUsageException($"{name} needs a value.");
            }

            if (!options.TryAdd(name, value ?? ""))
            {
                throw new CommandUsageException($"{name} is given twice.");
            }
        }

        return words.Count <= command.MaxWords
            ? (words, options)
            : throw new CommandUsageException($"'{words[command.MaxWords]}' is one word too many for '{command.Name}'.");
    }
}
