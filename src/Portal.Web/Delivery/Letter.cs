namespace Portal.Web.Delivery;

/// <summary>What is sent by e-mail.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text.</param>
/// <param name="Html">The same in HTML; null for a letter of plain text.</param>
/// <param name="Files">What is attached.</param>
internal sealed record Letter(string Subject, string Text, string? Html, IReadOnlyList<LetterFile> Files);

/// <summary>A table that is attached, as CSV.</summary>
internal sealed record LetterFile(string Name, byte[] Content);
