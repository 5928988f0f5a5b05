using System.Text.Json.Nodes;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Storage;

namespace FormsHub.Web.Editor;

/// <summary>What the editor is shown on: its <c>type</c>.</summary>
public enum EditorSurface
{
    Desktop,

    /// <summary>Made for fingers.</summary>
    Mobile,

    /// <summary>A plain view inside another page; it cannot fill.</summary>
    Embedded,
}

/// <summary>Stored bytes that somebody looks at.</summary>
/// <param name="Sha256">Equal bytes are one document in the editor, whoever looks.</param>
/// <param name="Title">Without an ending.</param>
/// <param name="IsForm">It can be filled elsewhere; what was submitted is flat.</param>
public sealed record ViewedDocument(byte[] Sha256, string Title, bool IsForm = true)
{
    /// <summary>Named by its content, which never changes, so its key never has to.</summary>
    public string Key => $"v-{Convert.ToHexStringLower(Sha256)}";
}

// The modes in which nothing can be changed. Filling stands in EditorConfiguration.cs.
public sealed partial class EditorConfiguration
{
    /// <summary>The configuration for reading: nothing can be filled, submitted or saved.</summary>
    /// <param name="person">Who looks; the id is opaque, the name theirs.</param>
    /// <param name="language">Of the editor's own words.</param>
    /// <param name="surface">What it is shown on.</param>
    public async Task<JsonObject> ForViewingAsync(
        ViewedDocument viewed, (string Id, string Name) person, string language, EditorSurface surface, CancellationToken cancellationToken)
    {
        var config = new JsonObject
        {
            ["documentType"] = "pdf",
            ["type"] = NameOf(surface),
            ["document"] = new JsonObject
            {
                ["fileType"] = "pdf",
                ["key"] = viewed.Key,
                ["title"] = DocumentTitle.Of(viewed.Title),
                ["url"] = await ViewUrlAsync(viewed.Sha256, cancellationToken),
                ["isForm"] = viewed.IsForm,
                ["permissions"] = new JsonObject
                {
                    ["edit"] = false,
                    ["fillForms"] = false,
                    ["review"] = false,
                    ["comment"] = false,
                    ["chat"] = false,
                    ["copy"] = true,
                    ["download"] = true,
                    ["print"] = true,
                    ["protect"] = false,
                    ["modifyContentControl"] = false,
                    ["modifyFilter"] = false,
                },
            },
            ["editorConfig"] = new JsonObject
            {
                // No callbackUrl: the Document Server lets a viewer who has one submit.
                ["mode"] = "view",
                ["lang"] = language,
                ["user"] = new JsonObject { ["id"] = PostgresText.Cut(person.Id, LongestName), ["name"] = PostgresText.Cut(person.Name, LongestName) },
                ["customization"] = new JsonObject
                {
                    ["anonymous"] = new JsonObject { ["request"] = false },
                    ["submitForm"] = new JsonObject { ["visible"] = false },
                },
            },
        };
        config["token"] = await tokens.SignAsync(config, Lifetime, cancellationToken);
        return config;
    }

    private static string NameOf(EditorSurface surface) => surface switch
    {
        EditorSurface.Desktop => "desktop",
        EditorSurface.Mobile => "mobile",
        EditorSurface.Embedded => "embedded",
        _ => throw new ArgumentOutOfRangeException(nameof(surface)),
    };

    private async Task<string> ViewUrlAsync(byte[] sha256, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(sha256);
        return $"{addresses.Internal}/documents/views/{name}?t={await linkMac.ForAsync(LinkMac.View, name, cancellationToken)}";
    }
}
