using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>
/// One judgement of one payload. It first asks only whether the payload is valid; when it is not, a second
/// judgement collects what is wrong, with paths.
/// </summary>
/// <param name="collecting">Whether violations are wanted, and not only the verdict.</param>
/// <param name="tracksScope">Whether the way through the schemas has to be remembered.</param>
/// <param name="maxSteps">How many schema evaluations it may take.</param>
internal sealed class EvaluationRun(bool collecting, bool tracksScope, int maxSteps = EvaluationRun.MaxSteps)
{
    /// <summary>The most violations that are collected.</summary>
    public const int MaxFindings = 100;

    // A schema of nested alternatives over a recursive payload can ask for exponential work. This many schema
    // evaluations take about a second; honest payloads of a megabyte need a tenth of them.
    private const int MaxSteps = 5_000_000;

    // The stack is looked at on every eighth level: eight take some kilobytes, and what is left is then 64 at least.
    private const int StackMask = 7;

    private readonly List<(string? Name, int Index)> _path = [];
    private readonly List<SchemaResource> _scope = [];
    private int _steps;
    private int _depth;
    private int _silence;

    /// <summary>Why the judgement was given up; null while it goes on.</summary>
    public string? Stopped { get; private set; }

    /// <summary>How many schema evaluations it took so far.</summary>
    public int Steps => _steps;

    /// <summary>Whether violations are wanted here, and not only the verdict.</summary>
    public bool Collecting => collecting && _silence == 0;

    /// <summary>Whether the findings say why one alternative of several does not fit.</summary>
    public bool Explaining { get; private set; }

    public List<Finding> Findings { get; private set; } = [];

    /// <summary>Counts a step, a level deeper; false when the judgement has to end. <see cref="StepOut"/> follows.</summary>
    public bool StepIn()
    {
        _steps++;
        _depth++;
        if (_steps > maxSteps)
        {
            Stopped ??= "Judging the payload takes too many steps: the contract's alternatives multiply.";
        }
        else if ((_depth & StackMask) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Stopped ??= "The payload is nested too deeply, or the contract refers to itself without end.";
        }

        return Stopped is null;
    }

    public void StepOut() => _depth--;

    /// <summary>Gives the judgement up.</summary>
    public void Stop(string reason) => Stopped ??= reason;

    /// <summary>Records a violation if they are wanted; always false, the verdict.</summary>
    public bool Report(JsonElement value, string rule, string message)
    {
        if (Findings.Count < MaxFindings)
        {
            Findings.Add(new Finding(Path(), value, rule, message));
        }

        return false;
    }

    public void Enter(string name)
    {
        if (Collecting)
        {
            _path.Add((name, 0));
        }
    }

    public void Enter(in JsonProperty member)
    {
        if (Collecting)
        {
            _path.Add((Values.JsonText.Decode(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(member)), 0));
        }
    }

    public void Enter(int index)
    {
        if (Collecting)
        {
            _path.Add((null, index));
        }
    }

    public void Leave()
    {
        if (Collecting)
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>Asks for a verdict only.</summary>
    public bool Try(SchemaNode node, JsonElement value, EvaluatedParts? parts)
    {
        _silence++;
        var valid = node.Evaluate(value, this, parts);
        _silence--;
        return valid;
    }

    /// <summary>What is wrong with a value by one alternative.</summary>
    public List<Finding> Explain(SchemaNode node, JsonElement value)
    {
        var (outer, wasExplaining) = (Findings, Explaining);
        (Findings, Explaining) = ([], true);
        node.Evaluate(value, this, null);
        var found = Findings;
        (Findings, Explaining) = (outer, wasExplaining);
        return found;
    }

    /// <summary>Notes that evaluation goes into a resource; true when <see cref="LeaveScope"/> is to follow.</summary>
    public bool EnterScope(SchemaResource resource)
    {
        if (!tracksScope || (_scope.Count > 0 && _scope[^1] == resource))
        {
            return false;
        }

        _scope.Add(resource);
        return true;
    }

    public void LeaveScope() => _scope.RemoveAt(_scope.Count - 1);

    /// <summary>The outermost schema in the dynamic scope with a dynamic anchor; null when there is none.</summary>
    public SchemaNode? FindDynamic(string anchor)
    {
        foreach (var resource in _scope)
        {
            if (resource.DynamicNodes.TryGetValue(anchor, out var node))
            {
                return node;
            }
        }

        return null;
    }

    // RFC 6901 section 3
    private string Path()
    {
        var path = new StringBuilder();
        foreach (var (name, index) in _path)
        {
            path.Append('/').Append(name is null
                ? index.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return path.ToString();
    }
}
