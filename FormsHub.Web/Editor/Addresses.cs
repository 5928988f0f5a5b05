using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Editor;

/// <summary>The addresses FormsHub and the Document Server are known by: to people, to each other.</summary>
public sealed class Addresses(IServer server, IOptions<FormsHubOptions> formsHub, IOptions<DocumentServerOptions> documentServer) : IDocumentServerAddress, IPublicAddress
{
    /// <summary>Where the practice editor stands in for a Document Server.</summary>
    public const string PracticeEditorPath = "/practice-editor";

    /// <summary>No Document Server is configured.</summary>
    public bool IsPractice => documentServer.Value.Url.Length == 0;

    /// <summary>As people open FormsHub, without a slash at the end.</summary>
    public string Public => Trimmed(formsHub.Value.PublicUrl) ?? Listening;

    string IPublicAddress.Address => Public;

    /// <summary>As the Document Server reaches FormsHub.</summary>
    public string Internal => Trimmed(formsHub.Value.InternalUrl) ?? (IsPractice ? Listening : Public);

    /// <summary>The Document Server as browsers reach it. The practice editor is on the page's own origin, wherever a proxy put that.</summary>
    public string DocumentServer => Trimmed(documentServer.Value.Url) ?? PracticeEditorPath;

    /// <summary>The Document Server as FormsHub reaches it.</summary>
    public string DocumentServerInternal =>
        Trimmed(documentServer.Value.InternalUrl) ?? Trimmed(documentServer.Value.Url) ?? Listening + PracticeEditorPath;

    public bool IsKnown =>
        documentServer.Value is { InternalUrl.Length: > 0 } or { Url.Length: > 0 } || server.Features.Get<IServerAddressesFeature>()?.Addresses.Count > 0;

    /// <summary>The address this process listens on, as it is reached from this machine.</summary>
    private string Listening
    {
        get
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("FormsHub does not listen yet.");
            return address
                .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
                .TrimEnd('/');
        }
    }

    private static string? Trimmed(string address) => address.Length == 0 ? null : address.TrimEnd('/');
}
