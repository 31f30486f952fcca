using System.Globalization;

namespace Portal.Benchmarks.Soak;

/// <summary>What a page's scripts answer to the calls of its circuit: as much as a page that nobody touches needs.</summary>
internal static class ScriptCalls
{
    // JSCallResultType of Microsoft.JSInterop.
    private const int Reference = 1;

    /// <summary>The answer to a call, as the second half of <c>EndInvokeJSFromDotNet</c>.</summary>
    public static string Answer(long call, string name, int kind) => string.Create(
        CultureInfo.InvariantCulture, $"[{call},true,{(kind == Reference ? $$"""{"__jsObjectId":{{call}}}""" : ValueOf(name))}]");

    private static string ValueOf(string name) => name switch
    {
        "mudWindow.matchMedia" => "false",
        _ => "null",
    };
}
