using System.Diagnostics.CodeAnalysis;
using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.Catalogue;

/// <summary>Why something was not done.</summary>
public enum RefusalKind
{
    /// <summary>The input breaks a rule (HTTP 400, with the fields).</summary>
    Invalid,

    /// <summary>A document in the input cannot be used, for example a schema (HTTP 422).</summary>
    Unprocessable,

    /// <summary>There is no such thing, or the caller may not see it (HTTP 404).</summary>
    NotFound,

    /// <summary>The caller may see it but not do this (HTTP 403).</summary>
    Forbidden,

    /// <summary>It collides with what is there: a taken name, a decision already made (HTTP 409).</summary>
    Conflict,

    /// <summary>Somebody else changed it since the caller read it (HTTP 412).</summary>
    Stale,
}

/// <summary>An expected failure: nothing was changed.</summary>
/// <param name="Kind">What kind of failure.</param>
/// <param name="Detail">One sentence for people, naming what is wrong and where.</param>
/// <param name="Errors">Messages by field, camelCase; empty when no single field is to blame.</param>
public sealed record Refusal(RefusalKind Kind, string Detail, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>A refusal without fields.</summary>
    public Refusal(RefusalKind kind, string detail)
        : this(kind, detail, new Dictionary<string, string[]>())
    {
    }

    /// <summary>What is wrong with a schema, with its lines; empty for other refusals.</summary>
    public IReadOnlyList<SchemaError> SchemaErrors { get; init; } = [];

    /// <summary>The changes of a contract that break what it must keep; empty for other refusals.</summary>
    public IReadOnlyList<ContractChange> Changes { get; init; } = [];

    /// <summary>There is no such thing.</summary>
    public static Refusal NotFound(string detail) => new(RefusalKind.NotFound, detail);

    /// <summary>The caller may not do this.</summary>
    public static Refusal Forbidden(string detail) => new(RefusalKind.Forbidden, detail);

    /// <summary>Somebody else changed it in the meantime.</summary>
    public static Refusal Stale(string detail) => new(RefusalKind.Stale, detail);

    /// <summary>It collides with what is there.</summary>
    public static Refusal Conflict(string detail) => new(RefusalKind.Conflict, detail);
}

/// <summary>A value, or the reason why there is none.</summary>
/// <typeparam name="T">What success gives.</typeparam>
public sealed record Outcome<T>
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The value; null when refused.</summary>
    public T? Value { get; }

    /// <summary>The reason; null on success.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>Success.</summary>
    public static implicit operator Outcome<T>(T value) => Success(value);

    /// <summary>Failure.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    internal static Outcome<T> Success(T value) => new(value, null);
}

/// <summary>Makes outcomes of values whose type is an interface, which cannot convert by themselves.</summary>
public static class Outcome
{
    /// <summary>Success.</summary>
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Success(value);
}
