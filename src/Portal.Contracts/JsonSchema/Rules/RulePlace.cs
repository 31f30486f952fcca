using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>A part of a payload and where it stands.</summary>
/// <param name="Element">The part.</param>
/// <param name="Pointer">Its JSON Pointer.</param>
internal readonly record struct RulePlace(JsonElement Element, string Pointer);
