using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using Portal.Web.Frame;

namespace Portal.ComponentTests;

/// <summary>What every component test needs: the shared services, a clock that stands still, a browser that says yes.</summary>
public abstract class ComponentTest : BunitContext
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 32, 0, TimeSpan.Zero);

    // A busy machine is slow, not wrong.
    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddPortalFrame();
    }

    protected FakeTimeProvider Clock { get; } = new(Now);

    /// <summary>Dialogs show in what this returns.</summary>
    protected IRenderedComponent<MudDialogProvider> RenderDialogs()
    {
        Render<MudPopoverProvider>();
        return Render<MudDialogProvider>();
    }
}
