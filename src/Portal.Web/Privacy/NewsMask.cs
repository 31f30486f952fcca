using System.Security.Cryptography;
using System.Text;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Activity;

namespace Portal.Web.Privacy;

/// <summary>Shows what happened in the portal to somebody who may not see some of its feeds: that something did, not to which one.</summary>
/// <param name="hidden">The ids of the feeds.</param>
internal sealed class NewsMask(IReadOnlySet<string> hidden) : IEntryMask
{
    private static readonly EntryText Said = EntryText.Plain("Something happened to a restricted feed");

    public string Tag { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hidden.Order(StringComparer.Ordinal)))).AsSpan(0, 4));

    public RecordedEntry Show(RecordedEntry recorded) => recorded.Entry.Categories.Any(IsHidden)
        ? recorded with
        {
            Entry = recorded.Entry with
            {
                Title = Said,
                Summary = null,
                Content = new EntryContent("text", Said.Value),
                Authors = [],
                Categories = [.. recorded.Entry.Categories.Where(category => !IsHidden(category))],
            },
        }
        : recorded;

    private bool IsHidden(Category category) => category.Scheme == ActivityCategories.SubjectScheme && hidden.Contains(category.Term);
}
