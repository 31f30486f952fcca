using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;
using Portal.Web.Frame;

namespace Portal.ComponentTests.Frame;

public sealed partial class PortalThemeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Palette_ComparedWithTokens_HasTheSameValues(bool dark)
    {
        var tokens = Tokens(dark);
        Palette palette = dark ? PortalTheme.Theme.PaletteDark : PortalTheme.Theme.PaletteLight;
        (string Token, MudColor Colour)[] pairs =
        [
            ("page", palette.Background), ("sunken", palette.BackgroundGray), ("card", palette.Surface),
            ("card", palette.AppbarBackground), ("card", palette.DrawerBackground), ("card", palette.TableStriped),
            ("text", palette.TextPrimary), ("text", palette.AppbarText), ("text-2", palette.TextSecondary),
            ("text-2", palette.DrawerText), ("text-2", palette.DrawerIcon), ("text-2", palette.ActionDefault),
            ("text-2", palette.Secondary), ("text-3", palette.TextDisabled), ("text-3", palette.ActionDisabled),
            ("hover", palette.ActionDisabledBackground), ("hover", palette.TableHover), ("line", palette.LinesDefault),
            ("line", palette.TableLines), ("line", palette.Divider), ("line-strong", palette.LinesInputs),
            ("accent", palette.Primary), ("on-accent", palette.PrimaryContrastText),
            ("accent-hover", new MudColor(palette.PrimaryDarken)), ("accent-line", new MudColor(palette.PrimaryLighten)),
            ("healthy", palette.Success), ("late", palette.Warning), ("failing", palette.Error), ("gap", palette.Info),
            ("invalid", palette.Tertiary), ("paused", palette.Dark),
        ];

        Assert.Equal(
            pairs.Select(pair => $"{pair.Token}: {new MudColor(tokens[pair.Token]).ToString(MudColorOutputFormats.Hex)}"),
            pairs.Select(pair => $"{pair.Token}: {pair.Colour.ToString(MudColorOutputFormats.Hex)}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tokens_TextOnItsSurfaces_ReachesContrastOfFourAndAHalf(bool dark)
    {
        var tokens = Tokens(dark);
        (string Text, string[] On)[] used =
        [
            ("text", ["page", "card", "sunken", "hover", "accent-soft"]),
            ("text-2", ["page", "card", "sunken", "hover", "accent-soft"]),
            ("text-3", ["page", "card", "sunken", "hover"]),
            ("accent", ["page", "card", "sunken", "accent-soft"]), ("on-accent", ["accent", "accent-hover"]),
            .. new[] { "healthy", "late", "failing", "paused", "gap", "invalid" }.Select(state => (state, new[] { "card", state + "-soft" })),
        ];

        Assert.DoesNotContain(
            used.SelectMany(pair => pair.On, (pair, on) => (Pair: $"{pair.Text} on {on}", Contrast: Contrast(tokens[pair.Text], tokens[on]))),
            pair => pair.Contrast < 4.5);
    }

    [Fact]
    public void AppCss_Colours_ComeFromTokensOnly()
    {
        var root = Path.Combine(SourceRoot(), "src", "Portal.Web");
        var styles = Directory.EnumerateFiles(root, "*.css", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "tokens.css" && !file.Contains("/obj/") && !file.Contains("/bin/"))
            .ToList();

        Assert.NotEmpty(styles);
        Assert.DoesNotContain(styles, file => ColourLiteral().IsMatch(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("a { color: #fff; }", true)]
    [InlineData("a { color: rgb(1 2 3); }", true)]
    [InlineData("#main { color: var(--text); }", false)]
    public void ColourLiteral_InAStyle_IsFound(string style, bool found) => Assert.Equal(found, ColourLiteral().IsMatch(style));

    private static Dictionary<string, string> Tokens(bool dark)
    {
        var css = File.ReadAllText(Path.Combine(SourceRoot(), "src", "Portal.Web", "wwwroot", "tokens.css"));
        var start = css.IndexOf(dark ? "[data-theme=\"dark\"] {" : ":root {", StringComparison.Ordinal);
        var block = css[start..css.IndexOf('}', start)];
        return Token().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(new MudColor(one)), Luminance(new MudColor(other)));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(MudColor colour) =>
        (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));

    private static double Linear(byte channel)
    {
        var share = channel / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static string SourceRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex(@"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")]
    private static partial Regex Token();

    [GeneratedRegex(@":[^;{}]*(#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\()")]
    private static partial Regex ColourLiteral();
}
