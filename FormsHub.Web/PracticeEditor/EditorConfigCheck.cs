using System.Text.Json;
using System.Text.RegularExpressions;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What a page's configuration asks to open, taken from verified claims only.</summary>
internal sealed record EditorConfig
{
    public required string Key { get; init; }
    public required Uri Url { get; init; }
    public required string Title { get; init; }
    public required Uri? CallbackUrl { get; init; }
    public required string UserId { get; init; }
    public required string UserName { get; init; }

    /// <summary>The first of <c>user.roles</c>: only its fields can be filled. Null: all can.</summary>
    public string? Role { get; init; }

    /// <summary>Edit mode with the right to fill; without it the form is only shown.</summary>
    public bool CanFill { get; init; }

    /// <summary>Edit mode with the right to edit: the form itself is changed, and the right to fill says nothing beside it.</summary>
    public bool CanDesign { get; init; }
}

/// <summary>Checks a configuration as the Document Server does: its token must be good, and what it says must be what the page says.</summary>
internal static class EditorConfigCheck
{
    private static readonly string[] Signed = ["documentType", "document", "editorConfig"];

    /// <param name="config">As the page gave it to <c>DocsAPI.DocEditor</c>, <c>token</c> included.</param>
    /// <returns>Null with the reason when nothing may be opened.</returns>
    public static EditorConfig? Read(JsonElement config, byte[] key, DateTimeOffset now, out EditorRefusal refusal)
    {
        refusal = EditorRefusal.BadToken;
        if (config.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var verdict = DocumentServerToken.Verify(Text(config, "token"), key, now, out var claims);
        if (verdict != TokenVerdict.Valid)
        {
            refusal = verdict == TokenVerdict.Expired ? EditorRefusal.ExpiredToken : EditorRefusal.BadToken;
            return null;
        }

        return Array.TrueForAll(Signed, name => IsEqual(claims, config, name)) ? Read(claims, now) : null;
    }

    private static EditorConfig? Read(JsonElement claims, DateTimeOffset now)
    {
        var document = Member(claims, "document");
        var editor = Member(claims, "editorConfig");
        var user = Member(editor, "user");
        if (!DocumentKey.IsValid(Text(document, "key")) || !Uri.TryCreate(Text(document, "url"), UriKind.Absolute, out var url))
        {
            return null;
        }

        return new EditorConfig
        {
            Key = Text(document, "key")!,
            Url = url,
            Title = Text(document, "title") ?? "",
            CallbackUrl = Uri.TryCreate(Text(editor, "callbackUrl"), UriKind.Absolute, out var callback) ? callback : null,

            // Without an id the editor invents one from the time.
            UserId = Text(user, "id") is { Length: > 0 } id ? id : $"uid-{now.ToUnixTimeMilliseconds()}",
            UserName = Text(user, "name") ?? "",
            Role = Member(user, "roles") is { ValueKind: JsonValueKind.Array } roles && roles.GetArrayLength() > 0 && roles[0].ValueKind == JsonValueKind.String
                ? roles[0].GetString()
                : null,
            CanFill = Text(editor, "mode") == "edit" && Flag(Member(document, "permissions"), "fillForms") && !Flag(Member(document, "permissions"), "edit"),
            CanDesign = Text(editor, "mode") == "edit" && Flag(Member(document, "permissions"), "edit"),
        };
    }

    private static bool IsEqual(JsonElement claims, JsonElement config, string name) =>
        claims.TryGetProperty(name, out var signed)
            ? config.TryGetProperty(name, out var shown) && JsonElement.DeepEquals(signed, shown)
            : !config.TryGetProperty(name, out _);

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool Flag(JsonElement element, string name) => Member(element, name).ValueKind == JsonValueKind.True;
}

/// <summary>Keys of documents.</summary>
internal static partial class DocumentKey
{
    /// <summary>Other characters end in "access denied" in the Document Server, because its socket's route does not match them.</summary>
    public static bool IsValid(string? key) => key is not null && Allowed().IsMatch(key);

    [GeneratedRegex("^[0-9A-Za-z._=-]{1,240}$", RegexOptions.None, 1000)]
    private static partial Regex Allowed();
}

/// <summary>Why the stand-in does not open a document; the numbers are what <c>onError</c> reports.</summary>
internal enum EditorRefusal
{
    /// <summary>No token, a wrong one, or a configuration that differs from it.</summary>
    BadToken = -20,
    ExpiredToken = -21,

    /// <summary>The document could not be fetched from its address.</summary>
    DownloadFailed = -4,

    /// <summary>It was fetched and is no form.</summary>
    NotAForm = -82,

    /// <summary>The document was saved under this key already: it must be opened under a new one.</summary>
    VersionChanged = -203,

    /// <summary>As many documents are open as this practice editor keeps.</summary>
    Busy = -25,
}
