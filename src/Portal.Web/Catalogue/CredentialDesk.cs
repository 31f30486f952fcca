using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Ingestion.Channels.Credentials;

namespace Portal.Web.Catalogue;

/// <summary>Takes the credentials of a followed feed from whoever enters them to where they are kept encrypted; there is no way back.</summary>
internal sealed class CredentialDesk(CredentialVault vault, TimeProvider time)
{
    /// <summary>The kind that stands for none.</summary>
    public const string None = "none";

    /// <summary>Credentials to look at a feed with, without keeping them.</summary>
    public static Outcome<FeedCredentials> Read(CredentialInput input)
    {
        var (credentials, errors) = input.Read();
        return credentials is not null ? credentials : RefusalOf(errors);
    }

    /// <summary>The channel with the credentials in it; with <see cref="None"/>, without any.</summary>
    /// <param name="channel">The channel, with the address that they are for.</param>
    /// <param name="input">What was entered; null to leave them as they are.</param>
    public Outcome<FeedChannel> Enter(FeedChannel.Http channel, CredentialInput? input)
    {
        if (input is null)
        {
            return channel;
        }

        if (input.Type == None)
        {
            return channel with { Credentials = null };
        }

        var read = Read(input);
        if (!read.Succeeded)
        {
            return read.Refusal;
        }

        // An address that is none is refused with the channel.
        return Uri.TryCreate(channel.Url, UriKind.Absolute, out var source)
            ? channel with
            {
                Credentials = new StoredCredentials(read.Value.Kind, time.GetUtcNow(), vault.Protect(new SourceCredentials(source, read.Value))),
            }
            : channel;
    }

    private static Refusal RefusalOf(IReadOnlyDictionary<string, string[]> errors)
    {
        var named = errors.ToDictionary(error => $"channel.credentials.{error.Key}", error => error.Value);
        var first = named.First();
        return new Refusal(RefusalKind.Invalid, $"{first.Key}: {first.Value[0]}", named);
    }
}
