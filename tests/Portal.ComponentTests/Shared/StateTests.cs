using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Web.Shared.States;

namespace Portal.ComponentTests.Shared;

public sealed class StateTests : ComponentTest
{
    [Theory]
    [InlineData(PortalState.Healthy, "healthy", "Healthy")]
    [InlineData(PortalState.Late, "late", "Late")]
    [InlineData(PortalState.Failing, "failing", "Failing")]
    [InlineData(PortalState.Paused, "paused", "Paused")]
    [InlineData(PortalState.Gap, "gap", "Gap")]
    [InlineData(PortalState.Invalid, "invalid", "Invalid")]
    [InlineData(PortalState.Valid, "healthy", "Valid")]
    [InlineData(PortalState.Unchecked, "paused", "Unchecked")]
    public void StateChip_OfAState_HasItsWordColourAndIcon(PortalState state, string colour, string word)
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, state)).Find(".st");

        Assert.Equal((true, word, 1), (chip.ClassList.Contains(colour), chip.TextContent, chip.QuerySelectorAll("svg path").Length));
    }

    [Fact]
    public void StateChip_WithAReason_SaysItToScreenReadersToo()
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, PortalState.Late).Add(c => c.Text, "12 min late").Add(c => c.Reason, "nothing since 14:20")).Find(".st");

        Assert.Equal(("12 min late: nothing since 14:20", "nothing since 14:20"), (chip.TextContent, chip.GetAttribute("title")));
    }

    [Theory]
    [InlineData(EmptyKind.NothingYet)]
    [InlineData(EmptyKind.NoMatch)]
    [InlineData(EmptyKind.NotConfigured)]
    [InlineData(EmptyKind.NoPermission)]
    public void EmptyState_OfAKind_IsToldApart(EmptyKind kind)
    {
        var empty = Render<EmptyState>(p => p.Add(e => e.Kind, kind).Add(e => e.Title, "No entries").AddChildContent("Post one."));

        Assert.Equal((kind.ToString(), "No entries", "Post one."),
            (empty.Find(".empty").GetAttribute("data-empty"), empty.Find(".title").TextContent, empty.Find(".text").TextContent));
    }

    [Fact]
    public async Task ErrorState_WithRetry_TriesAgain()
    {
        var tried = 0;
        var error = Render<ErrorState>(p => p.Add(e => e.Title, "The log did not answer").Add(e => e.Retry, EventCallback.Factory.Create(this, () => tried++)));

        await error.Find("button").ClickAsync(new());

        Assert.Equal(1, tried);
    }

    [Fact]
    public void ErrorState_WithoutRetry_HasNoButton() =>
        Assert.Empty(Render<ErrorState>(p => p.Add(e => e.Title, "Gone")).FindAll("button"));

    [Fact]
    public void LoadingState_OfRows_TellsScreenReadersOnceAndHidesTheSkeleton()
    {
        var loading = Render<LoadingState>(p => p.Add(l => l.Label, "Loading entries").Add(l => l.Rows, 2));

        Assert.Equal("Loading entries", loading.Find("[role=status]").TextContent.Trim());
        Assert.Equal(2, loading.FindAll(".mud-skeleton[aria-hidden=true]").Count);
    }

    [Fact]
    public void LifeCycleChip_WithADate_SaysSince() =>
        Assert.Equal("Active since 23 Nov 2026", Render<LifeCycleChip>(p => p.Add(c => c.Word, "Active").Add(c => c.Since, Now)).Find(".chip").TextContent);
}
