using System.Text;
using FsCheck.Xunit;
using Portal.Contracts;
using Portal.Events.Entries;

namespace Portal.UnitTests.Contracts.Rules;

public sealed class JsonRulesTests
{
    private const string Order = """
        {
          "id": "o-1", "total": 30, "paid": true, "note": null, "odd name": 7, "a-b": 3,
          "start": "2026-01-31T12:00:00Z", "end": "2026-02-01T12:00:00+01:00", "day": "2026-01-31",
          "lines": [
            { "sku": "a", "qty": 2, "price": 10, "tags": ["x", "y"] },
            { "sku": "b", "qty": 1, "price": 10.0 }
          ]
        }
        """;

    [Theory]
    [InlineData("/total = 30")]
    [InlineData("/total = 30.0 and not (/total != 3e1)")]
    [InlineData("/total = sum(/lines/*/price) + 10")]
    [InlineData("1 + 2 * 3 = 7 and (1 + 2) * 3 = 9 and -2 - -3 = 1 and 7 % 4 = 3 and 9 / 2 = 4.5")]
    [InlineData("/total / 3 = 10")]
    [InlineData("/a-b = 3 and /a-b -1 = 2")]
    [InlineData("/'odd name' = 7")]
    [InlineData("/lines/1/sku = 'b'")]
    [InlineData("/id = \"o-1\" and 'it''s' = \"it's\"")]
    [InlineData("exists(/note) and /note = null and /missing = null and not exists(/missing)")]
    [InlineData("exists(/missing) implies /missing > 0")]
    [InlineData("not (/missing > 0) and not (/missing <= 0)")]
    [InlineData("false and /id < 1 or true")]
    [InlineData("true or /id < 1")]
    [InlineData("false or true and true")]
    [InlineData("not false and true")]
    [InlineData("true implies false implies false")]
    [InlineData("/paid")]
    [InlineData("count(/lines) = 2 and count(/lines/*/tags/*) = 2 and count(/missing) = 0 and count(/id) = 1")]
    [InlineData("min(/lines/*/qty) = 1 and max(/lines/*/qty) = 2 and avg(/lines/*/qty) = 1.5 and min(/missing) = null and sum(/missing) = 0")]
    [InlineData("all(/lines, ./qty > 0 and /total >= ./price) and all(/missing, false)")]
    [InlineData("any(/lines, ./qty = 2) and none(/lines, ./qty = 3) and not any(/missing, true)")]
    [InlineData("all(/lines, all(./tags, . in ['x', 'y']))")]
    [InlineData("distinct(/lines/*/sku) and not distinct(/lines/*/price)")]
    [InlineData("/id in ['o-1', 'o-2'] and not (/id in [1])")]
    [InlineData("length(/id) = 3 and length(/lines) = 2 and length('😀') = 1 and length(/missing) = null")]
    [InlineData("upper(lower('Ab')) = 'AB' and trim(' a ') = 'a' and starts(/id, 'o-') and ends(/id, '1') and contains(/id, '-')")]
    [InlineData("substring('abcde', 2) = 'bcde' and substring('abcde', 2, 2) = 'bc' and substring('a', 9) = ''")]
    [InlineData("matches(/id, '^o-[0-9]+$') and not matches(/missing, '.')")]
    [InlineData("number('1.5') + 1 = 2.5 and text(1.50) = '1.50' and text(true) = 'true' and 'a' + 'b' = 'ab'")]
    [InlineData("type(/total) = 'number' and type(/lines) = 'array' and type(/) = 'object' and type(/missing) = null")]
    [InlineData("abs(-1.5) = 1.5 and floor(1.5) = 1 and ceiling(1.5) = 2 and round(2.5) = 3 and round(1.25, 1) = 1.3")]
    [InlineData("moment(/start) < moment(/end) and seconds(moment(/start), moment(/end)) = 82800 and days(date(/day), date('2026-02-02')) = 2")]
    [InlineData("year(date(/day)) = 2026 and month(date(/day)) = 1 and day(moment(/start)) = 31")]
    [InlineData("if(/paid, 'yes', 1 / 0) = 'yes'")]
    [InlineData("/lines/0/tags = /lines/0/tags and /lines/0 != /lines/1")]
    public void Validate_ConditionThatHolds_FindsNothing(string expression) => Assert.Empty(Validate(expression));

    [Theory]
    [InlineData("/total = 31", "/total", 2)]
    [InlineData("/total = sum(/lines/*/price)", "/total", 2)]
    [InlineData("all(/lines, ./qty > 1)", "/lines/1/qty", 6)]
    [InlineData("/paid and all(/lines, exists(./tags))", "/lines/1", 6)]
    [InlineData("none(/lines, ./sku = 'b')", "/lines/1", 6)]
    [InlineData("any(/lines, ./sku = 'c')", "/lines", 4)]
    [InlineData("exists(/lines/0/missing/deep)", "/lines/0", 5)]
    [InlineData("/paid implies /note != null", "/note", 2)]
    [InlineData("not /paid", "/paid", 2)]
    [InlineData("/id in ['x']", "/id", 2)]
    [InlineData("/missing > 0", "", null)]
    [InlineData("false", "", null)]
    public void Validate_ConditionThatDoesNotHold_IsAViolationWithItsPlace(string expression, string path, int? line) =>
        Assert.Equal([new Violation(path, line, "Message.", "r1")], Validate(expression));

    [Theory]
    [InlineData("/id < 1", "a text and a number have no order")]
    [InlineData("/id < 'p'", "texts have no order; compare number(), date() or moment() of them")]
    [InlineData("/total / 0 = 1", "it divides by zero")]
    [InlineData("/id * 2 = 1", "'*' is for numbers, not for a text")]
    [InlineData("/total", "a number is neither true nor false")]
    [InlineData("sum(/lines/*/sku) > 0", "sum() is for numbers, and /lines/0/sku is a text")]
    [InlineData("date(/id) = null", "'o-1' is not a date, for example 2026-01-31")]
    [InlineData("number(/id) = 1", "'o-1' is not a number")]
    [InlineData("79228162514264337593543950335 + 1 > 0", "a number gets out of range")]
    [InlineData("upper(/total) = ''", "upper() does not take a number")]
    [InlineData("matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(?=a)(a|aa)+$')", "Matching the pattern ^(?=a)(a|aa)+$ takes too long")]
    public void Validate_ConditionThatCannotBeDecided_SaysWhy(string expression, string reason) =>
        Assert.Equal([new Violation("", null, $"Message. (The rule could not be decided: {reason}.)", "r1")], Validate(expression));

    [Theory]
    [InlineData("", "The expression ends where a value is expected.", 1)]
    [InlineData("/a = ", "The expression ends where a value is expected.", 6)]
    [InlineData("total > 1", "'total' means nothing. A field is written as a path: /total.", 1)]
    [InlineData("/a == 1", "Equality is written with one '='.", 4)]
    [InlineData("/a && /b", "'&' means nothing here. Write 'and'.", 4)]
    [InlineData("/items/*/a > 1", "'/items/*/a' leads to several values: use all, any, none, count, sum, min, max or avg.", 1)]
    [InlineData("sum(1)", "sum() takes a path, for example sum(/items/*/price).", 5)]
    [InlineData("all(/a)", "')' stands where ',' is expected.", 7)]
    [InlineData("foo(/a)", "There is no function 'foo'.", 1)]
    [InlineData("starts(/a)", "starts() takes 2 values, not 1.", 1)]
    [InlineData("round()", "round() takes 1 or 2 values, not 0.", 1)]
    [InlineData("0 < /a < 9", "Comparisons are joined by 'and': a < b and b < c.", 8)]
    [InlineData("/a in 1", "'in' takes a list, for example ['web', 'shop'].", 7)]
    [InlineData("'abc", "The text is not closed.", 1)]
    [InlineData("/a/ = 1", "A name is missing behind '/'. A name with other characters is put in quotes: /'odd name'.", 4)]
    [InlineData("(/a = 1", "The expression ends where ')' is expected.", 8)]
    [InlineData("/a = 1 'b'", "'b' stands where an operator or the end is expected.", 8)]
    [InlineData("matches(/a, /b)", "matches() takes a text and a pattern in quotes.", 1)]
    [InlineData("1e999 = 1", "The number is none, or out of range.", 1)]
    public void Compile_NoCondition_SaysWhereInTheExpression(string expression, string expected, int position)
    {
        var errors = Compile(expression).Errors;
        Assert.Equal([new SchemaError($"The rule 'r1' is not a condition: {expected}", 1, position) { Rule = "r1" }], errors);
    }

    [Fact]
    public void Compile_BadPattern_IsAnError() => Assert.Contains("is not a pattern", Assert.Single(Compile("matches(/a, '(')").Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Compile_ErrorOnALaterLine_HasItsLine() => Assert.Equal((2, 7), Compile("/a = 1 and\n /b = ?").Errors is [var error] ? (error.Line, error.Position) : default);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("not ", "")]
    [InlineData("all(/a, ", ")")]
    [InlineData("abs(", ")")]
    [InlineData("true implies ", "")]
    public void Compile_DeepExpression_Ends(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 400)) + "1" + string.Concat(Enumerable.Repeat(close, 400));
        var long_ = new string(' ', 5000);

        Assert.True(Compile(deep).Errors.Count == (open == "not " ? 0 : 1));
        Assert.Single(Compile(long_).Errors);
    }

    [Fact]
    public void Validate_RulesThatMultiply_AreGivenUp()
    {
        var items = string.Join(',', Enumerable.Range(0, 2000));
        var violations = Compile("all(/a, all(/a, all(/a, true)))").Contract!.Validate(Encoding.UTF8.GetBytes($$"""{"a":[{{items}}]}"""));

        Assert.Equal([new Violation("", null, "The rules of the contract take too many steps on this payload.", "limit")], violations);
    }

    [Fact]
    public void Validate_PayloadThatBreaksItsSchema_IsNotAskedForRules()
    {
        var contract = ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, """{"type":"object"}""", [], [new("r1", "/a = 1", "m")])).Contract!;
        Assert.Equal("type", Assert.Single(contract.Validate("1"u8.ToArray())).Rule);
    }

    [Property]
    public void Compile_AnyText_NeverThrows(string? text) => Assert.True(Compile(text ?? "") is { } result && (result.Contract is null) == result.Errors.Count > 0);

    [Property]
    public void Validate_PiecesOfExpressionsInAnyOrder_NeverThrow(byte[] choices)
    {
        string[] pieces = ["/lines", "./qty", "/lines/*/qty", "1", "'a'", "and", "or", "not", "implies", "=", "<", "+", "-", "/", "(", ")", ",", "sum(", "all(", "length(", "in", "[", "]", "null", "if("];
        var expression = string.Join(' ', (choices ?? []).Select(choice => pieces[choice % pieces.Length]));
        Compile(expression).Contract?.Validate(Encoding.UTF8.GetBytes(Order));
    }

    private static CompileResult Compile(string expression) =>
        ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, "{}", [], [new ContractRule("r1", expression, "Message.")]));

    private static IReadOnlyList<Violation> Validate(string expression) => Compile(expression).Contract!.Validate(Encoding.UTF8.GetBytes(Order));
}
