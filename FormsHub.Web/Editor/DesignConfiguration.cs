using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Jobs.Storage;

namespace FormsHub.Web.Editor;

/// <summary>Builds the whole signed configuration for designing a form: its authors edit one document together.</summary>
public sealed class DesignConfiguration(Addresses addresses, EditorConfiguration editor, DocumentServerTokens tokens)
{
    /// <param name="documentKey">The form's living design key.</param>
    /// <param name="language">Of the editor's own words, such as <c>en</c> or <c>de-DE</c>.</param>
    public async Task<JsonObject> SignAsync(Form form, string documentKey, DesignAuthor author, string language, CancellationToken cancellationToken)
    {
        var config = new JsonObject
        {
            ["documentType"] = "pdf",
            ["type"] = "desktop",
            ["document"] = new JsonObject
            {
                ["fileType"] = "pdf",
                ["key"] = documentKey,
                ["title"] = DocumentTitle.Of(form),
                ["url"] = await editor.DocumentUrlAsync(documentKey, cancellationToken),
                ["isForm"] = true,
                ["referenceData"] = new JsonObject { ["fileKey"] = documentKey, ["instanceId"] = addresses.Public },

                // Whoever may edit makes and changes fields; the right to fill says nothing beside it.
                ["permissions"] = new JsonObject
                {
                    ["edit"] = true,
                    ["fillForms"] = true,
                    ["review"] = false,
                    ["comment"] = true,
                    ["chat"] = true,
                    ["copy"] = true,
                    ["download"] = true,
                    ["print"] = true,
                    ["protect"] = false,
                    ["modifyContentControl"] = true,
                    ["modifyFilter"] = true,
                },
            },
            ["editorConfig"] = new JsonObject
            {
                ["mode"] = "edit",
                ["callbackUrl"] = await editor.CallbackUrlAsync(documentKey, cancellationToken),
                ["lang"] = language,
                ["user"] = new JsonObject { ["id"] = author.Id, ["name"] = author.Name },
                ["coEditing"] = new JsonObject { ["mode"] = "fast", ["change"] = true },
                ["customization"] = new JsonObject
                {
                    ["anonymous"] = new JsonObject { ["request"] = false },
                    ["close"] = new JsonObject { ["visible"] = true, ["text"] = "Back to the form" },

                    // The Save button makes a draft at once, which can be published while its authors go on.
                    ["forcesave"] = true,
                },
            },
        };
        config["token"] = await tokens.SignAsync(config, EditorConfiguration.Lifetime, cancellationToken);
        return config;
    }

    /// <summary>Who designs: the account's id, which says nothing to others, and its name.</summary>
    public static DesignAuthor AuthorOf(ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var account)
            ? new(string.Create(CultureInfo.InvariantCulture, $"a-{account}"), NameOf(user))
            : new("program", NameOf(user));

    private static string NameOf(ClaimsPrincipal user) => PostgresText.Cut(user.Identity?.Name ?? "somebody", EditorConfiguration.LongestName);
}
