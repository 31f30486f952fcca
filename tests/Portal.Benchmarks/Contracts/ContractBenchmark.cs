using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Portal.Contracts;

namespace Portal.Benchmarks.Contracts;

/// <summary>
/// What judging an event by its contract costs, against parsing it alone: a JSON event of 2 KB with a schema of 60 lines, and an XML
/// event of the same size. Rounds take turns; a ratio is the median of the rounds' ratios. One thread.
/// </summary>
internal static class ContractBenchmark
{
    private const int WarmUpRounds = 8;
    private const int Rounds = 15;
    private const double JsonFloor = 0.5;
    private const double XmlFloor = 0.45;

    public static int Run()
    {
        var json = Compile(ContractLanguages.JsonSchema, ContractSamples.JsonSchema);
        var xsd = Compile(ContractLanguages.Xsd, ContractSamples.XmlSchema);
        var event_ = Encoding.UTF8.GetBytes(ContractSamples.JsonEvent());
        var xmlEvent = Encoding.UTF8.GetBytes(ContractSamples.XmlEvent());
        Console.WriteLine($"JSON event {event_.Length} bytes, schema {ContractSamples.JsonSchema.Split('\n').Length} lines; XML event {xmlEvent.Length} bytes");

        var jsonRatio = Compare("JSON", () => JsonDocument.Parse(event_).Dispose(), () => Judge(json, event_));
        var xmlRatio = Compare("XML", () => Read(xmlEvent), () => Judge(xsd, xmlEvent));
        return jsonRatio >= JsonFloor && xmlRatio >= XmlFloor ? 0 : 1;
    }

    private static double Compare(string name, Action parse, Action judge)
    {
        var ratios = new List<double>();
        var (parsing, judging) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var (parsed, judged) = round % 2 == 0 ? (Rate(parse), Rate(judge)) : Reversed(parse, judge);
            if (round >= WarmUpRounds)
            {
                ratios.Add(judged / parsed);
                parsing.Add(parsed);
                judging.Add(judged);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: parsing {Median(parsing):#,0}/s, judging (parsing included) {Median(judging):#,0}/s, ratio {Median(ratios):0.00}"));
        return Median(ratios);
    }

    private static (double First, double Second) Reversed(Action first, Action second)
    {
        var rate = Rate(second);
        return (Rate(first), rate);
    }

    // For a fifth of a second.
    private static double Rate(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < 200)
        {
            for (var i = 0; i < 100; i++)
            {
                action();
            }

            count += 100;
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Judge(ICompiledContract contract, byte[] payload)
    {
        if (contract.Validate(payload) is [var violation, ..])
        {
            throw new InvalidOperationException($"The event is not valid: {violation.Path}: {violation.Message}");
        }
    }

    private static void Read(byte[] payload)
    {
        using var reader = XmlReader.Create(new MemoryStream(payload, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
        }
    }

    private static ICompiledContract Compile(string language, string schema)
    {
        var result = ContractLanguages.Compile(new ContractSource(language, schema, [], []));
        return result.Contract ?? throw new InvalidOperationException(result.Errors[0].Message);
    }
}
