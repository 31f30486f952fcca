using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>Something wrong with a value, before its line is looked up.</summary>
/// <param name="Path">The JSON Pointer of the value.</param>
/// <param name="Value">The value.</param>
/// <param name="Rule">The keyword.</param>
/// <param name="Message">What is wrong.</param>
internal readonly record struct Finding(string Path, JsonElement Value, string Rule, string Message);
