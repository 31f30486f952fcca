using System.ComponentModel;
using System.Diagnostics;

namespace Portal.IntegrationTests.FeedHost.Grammar;

/// <summary>Programs of others that judge what the portal writes.</summary>
internal static class OtherProgram
{
    /// <summary>A file of this folder.</summary>
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "FeedHost", "Grammar", name);

    /// <summary>Runs a program to its end; without it the test is skipped, unless all tests are asked for.</summary>
    public static async Task<(int Status, string Output)> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, process.ExitCode == 0 ? await output : $"{await output}\n{await errors}");
        }
        catch (Win32Exception)
        {
            var missing = $"'{program}' is not on this machine; tests/run installs it.";
            Assert.False(Environment.GetEnvironmentVariable("PORTAL_TESTS_REQUIRE_ALL") == "1", missing);
            Assert.Skip(missing);
            throw;
        }
    }
}
