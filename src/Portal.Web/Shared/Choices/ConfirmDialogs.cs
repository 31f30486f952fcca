using MudBlazor;

namespace Portal.Web.Shared.Choices;

/// <summary>Asks before something is done.</summary>
public static class ConfirmDialogs
{
    private static readonly DialogOptions Options = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    /// <summary>Asks; null when the reader cancels.</summary>
    public static async Task<ConfirmAnswer?> ConfirmAsync(this IDialogService dialogs, ConfirmQuestion question)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Question, question } };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(question.Title, parameters, Options);
        var result = await shown.Result;
        return result is { Canceled: false, Data: ConfirmAnswer answer } ? answer : null;
    }
}
