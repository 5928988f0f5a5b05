using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;

namespace FormsHub.Web.Editor;

/// <summary>Builds the whole signed configuration that <c>new DocsAPI.DocEditor(id, config)</c> takes.</summary>
public sealed partial class EditorConfiguration(Addresses addresses, LinkMac linkMac, DocumentServerTokens tokens)
{
    internal const int LongestName = 128;

    /// <summary>A page may stay open this long before its token is refused at opening.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The configuration for filling: the respondent can fill and submit, and nothing else.</summary>
    /// <param name="documentKey">The session's living key.</param>
    /// <param name="language">Of the editor's own words, such as <c>en</c> or <c>de-DE</c>.</param>
    /// <param name="surface">What it is shown on.</param>
    public async Task<JsonObject> ForFillingAsync(
        Form form, FillSession session, string documentKey, string language, EditorSurface surface, CancellationToken cancellationToken)
    {
        var config = new JsonObject
        {
            ["documentType"] = "pdf",
            ["type"] = NameOf(surface),
            ["document"] = new JsonObject
            {
                ["fileType"] = "pdf",
                ["key"] = documentKey,
                ["title"] = DocumentTitle.Of(form),
                ["url"] = await DocumentUrlAsync(documentKey, cancellationToken),
                ["isForm"] = true,
                ["referenceData"] = new JsonObject { ["fileKey"] = documentKey, ["instanceId"] = addresses.Public },

                // The documentation contradicts itself on what an absent permission means: every one is said.
                ["permissions"] = new JsonObject
                {
                    ["edit"] = false,
                    ["fillForms"] = true,
                    ["review"] = false,
                    ["comment"] = false,
                    ["chat"] = false,
                    ["copy"] = true,

                    // Whoever may not have the filled document gets it from the editor's menu neither.
                    ["download"] = form.AllowCopy,
                    ["print"] = true,
                    ["protect"] = false,
                    ["modifyContentControl"] = false,
                    ["modifyFilter"] = false,
                },
            },
            ["editorConfig"] = new JsonObject
            {
                // Filling needs edit mode; in view mode there are no callbacks.
                ["mode"] = "edit",
                ["callbackUrl"] = await CallbackUrlAsync(documentKey, cancellationToken),
                ["lang"] = language,

                // Without an id the editor invents one that nobody can resolve.
                ["user"] = User(session),
                ["customization"] = new JsonObject
                {
                    ["anonymous"] = new JsonObject { ["request"] = false },
                    ["forcesave"] = true,
                    ["close"] = new JsonObject { ["visible"] = true, ["text"] = "Close" },
                    ["submitForm"] = form.ResultMessage is { } message
                        ? new JsonObject { ["visible"] = true, ["resultMessage"] = message }
                        : new JsonObject { ["visible"] = true },
                },
            },
        };
        config["token"] = await tokens.SignAsync(config, Lifetime, cancellationToken);
        return config;
    }

    private static JsonObject User(FillSession session)
    {
        var user = new JsonObject { ["id"] = session.RespondentId, ["name"] = PostgresText.Cut(session.Name ?? "Respondent", LongestName) };
        if (session.Role is { } role)
        {
            // Only the fields of the first role can be filled; without the member all can.
            user["roles"] = new JsonArray(role);
        }

        return user;
    }

    internal async Task<string> CallbackUrlAsync(string documentKey, CancellationToken cancellationToken) =>
        $"{addresses.Internal}/callback/{documentKey}?t={await linkMac.ForAsync(LinkMac.Callback, documentKey, cancellationToken)}";

    internal async Task<string> DocumentUrlAsync(string documentKey, CancellationToken cancellationToken) =>
        $"{addresses.Internal}/documents/{documentKey}?t={await linkMac.ForAsync(LinkMac.Document, documentKey, cancellationToken)}";
}
