using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Portal.Contracts;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Web.Operations;

namespace Portal.ComponentTests.Operations;

/// <summary>
/// The setting with which formats are checked, down to a verdict. It is read once, so the contracts are loaded anew for each
/// case; those of all other tests have read it before.
/// </summary>
public sealed class AssertFormatsTests
{
    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData(null, 0)]
    public void AddPortalHosting_AssertFormats_DecidesWhetherAFormatIsAViolation(string? setting, int violations)
    {
        Assert.False(Dialect.Default.AssertsFormats);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration["Portal:Contracts:AssertFormats"] = setting;
        try
        {
            builder.AddPortalHosting();

            Assert.Equal(violations, Violations("""{ "type": "string", "format": "date" }""", "\"yesterday\""u8.ToArray()));
        }
        finally
        {
            AppContext.SetSwitch(ContractLanguages.AssertFormatsSwitch, false);
        }
    }

    private static int Violations(string schema, ReadOnlyMemory<byte> payload)
    {
        var context = new AssemblyLoadContext(nameof(AssertFormatsTests), isCollectible: true);
        try
        {
            var contracts = context.LoadFromAssemblyPath(typeof(ContractLanguages).Assembly.Location);
            Type Of(Type type) => contracts.GetType(type.FullName!, throwOnError: true)!;
            var source = Activator.CreateInstance(
                Of(typeof(ContractSource)),
                ContractLanguages.JsonSchema,
                schema,
                Array.CreateInstance(Of(typeof(SchemaImport)), 0),
                Array.CreateInstance(Of(typeof(ContractRule)), 0));
            var compiled = Of(typeof(ContractLanguages)).GetMethod(nameof(ContractLanguages.Compile))!.Invoke(null, [source]);
            var contract = Of(typeof(CompileResult)).GetProperty(nameof(CompileResult.Contract))!.GetValue(compiled);
            var found = Of(typeof(ICompiledContract)).GetMethod(nameof(ICompiledContract.Validate))!.Invoke(contract, [payload]);
            return Assert.IsAssignableFrom<IReadOnlyCollection<object>>(found).Count;
        }
        finally
        {
            context.Unload();
        }
    }
}
