using MudBlazor;

namespace Portal.Web.Frame;

/// <summary>
/// MudBlazor's theme in the values of <c>wwwroot/tokens.css</c>, which stays the one source for what a palette
/// lacks; a test holds the two together.
/// </summary>
public static class PortalTheme
{
    private static readonly string[] Font =
        ["Segoe UI Variable Text", "Segoe UI", "-apple-system", "Roboto", "Helvetica Neue", "Arial", "Liberation Sans", "sans-serif"];

    /// <summary>The theme.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), PortalTokens.Light, stateContrast: "#ffffff"),
        PaletteDark = Fill(new PaletteDark(), PortalTokens.Dark, stateContrast: PortalTokens.Dark.Page),
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            AppbarHeight = "48px",
            DrawerWidthLeft = "200px",
            DrawerWidthRight = "400px",
        },
        Typography = NewTypography(),
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", 26)] },
    };

    private static T Fill<T>(T palette, PortalTokens tokens, string stateContrast) where T : Palette
    {
        palette.Background = tokens.Page;
        palette.BackgroundGray = tokens.Sunken;
        palette.Surface = palette.AppbarBackground = palette.DrawerBackground = palette.TableStriped = tokens.Card;
        palette.TextPrimary = palette.AppbarText = tokens.Text;
        palette.TextSecondary = palette.DrawerText = palette.DrawerIcon = palette.ActionDefault = palette.Secondary = tokens.Text2;
        palette.TextDisabled = palette.ActionDisabled = tokens.Text3;
        palette.ActionDisabledBackground = palette.TableHover = palette.Skeleton = tokens.Hover;
        palette.LinesDefault = palette.TableLines = palette.Divider = palette.DividerLight = tokens.Line;
        palette.LinesInputs = tokens.LineStrong;
        palette.OverlayDark = tokens.Scrim;
        palette.Primary = tokens.Accent;
        palette.PrimaryContrastText = tokens.OnAccent;
        palette.PrimaryDarken = tokens.AccentHover;
        palette.PrimaryLighten = tokens.AccentLine;
        palette.Success = tokens.Healthy;
        palette.Warning = tokens.Late;
        palette.Error = tokens.Failing;
        palette.Info = tokens.Gap;
        palette.Tertiary = tokens.Invalid;
        palette.Dark = tokens.Paused;
        palette.SuccessContrastText = palette.WarningContrastText = palette.ErrorContrastText = palette.InfoContrastText
            = palette.TertiaryContrastText = palette.DarkContrastText = stateContrast;
        palette.RippleOpacity = palette.RippleOpacitySecondary = 0;
        return palette;
    }

    private static Typography NewTypography() => new()
    {
        Default = new DefaultTypography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.43", LetterSpacing = "0" },
        H1 = new H1Typography { FontFamily = Font, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.4", LetterSpacing = "-.01em" },
        H2 = new H2Typography { FontFamily = Font, FontSize = ".875rem", FontWeight = "600", LineHeight = "1.43", LetterSpacing = "0" },
        H3 = new H3Typography { FontFamily = Font, FontSize = ".875rem", FontWeight = "600", LineHeight = "1.43", LetterSpacing = "0" },
        H4 = new H4Typography { FontFamily = Font, FontSize = "1.5rem", FontWeight = "600", LineHeight = "1.33", LetterSpacing = "-.01em" },
        H6 = new H6Typography { FontFamily = Font, FontSize = ".875rem", FontWeight = "600", LineHeight = "1.43", LetterSpacing = "0" },
        Body1 = new Body1Typography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.43", LetterSpacing = "0" },
        Body2 = new Body2Typography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.43", LetterSpacing = "0" },
        Button = new ButtonTypography { FontFamily = Font, FontSize = ".875rem", FontWeight = "500", LineHeight = "1.43", LetterSpacing = "0", TextTransform = "none" },
        Caption = new CaptionTypography { FontFamily = Font, FontSize = ".75rem", LineHeight = "1.33", LetterSpacing = "0" },
    };
}
