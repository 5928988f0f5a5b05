using System.Text.Json;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Web.PracticeEditor.Documents;

namespace FormsHub.Web.PracticeEditor.Design;

/// <summary>Shows older states of documents as the Document Server does: the object must be signed, and its address is fetched from here.</summary>
internal sealed class PracticeHistory(DocumentFetch fetch, DocumentServerSecret secret, TimeProvider clock)
{
    private static readonly string[] Signed = ["version", "key", "url", "fileType", "changesUrl", "previous"];

    /// <param name="data">As the page gave it to <c>setHistoryData</c>, <c>token</c> included.</param>
    public async Task<byte[]> ShowAsync(JsonElement data, CancellationToken cancellationToken)
    {
        if (!IsSigned(data, await secret.GetAsync(cancellationToken), out var claims) || !DocumentKey.IsValid(claims.GetProperty("key").GetString()))
        {
            return Refusal(EditorRefusal.BadToken, null);
        }

        if (!Uri.TryCreate(claims.GetProperty("url").GetString(), UriKind.Absolute, out var url) || await fetch.GetAsync(url, cancellationToken) is not { } file)
        {
            return Refusal(EditorRefusal.DownloadFailed, null);
        }

        var read = FormDefinitionReader.Read(new MemoryStream(file), cancellationToken);
        return read.Definition is { } definition
            ? DocumentServerJson.Write(json => Write(json, definition, SavedAnswers.In(file, definition.Fields.Count)))
            : Refusal(EditorRefusal.NotAForm, read.Explanation);
    }

    private bool IsSigned(JsonElement data, byte[] key, out JsonElement claims)
    {
        claims = default;
        var token = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("token", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        if (DocumentServerToken.Verify(token, key, clock.GetUtcNow(), out var verified) != TokenVerdict.Valid)
        {
            return false;
        }

        claims = verified;
        return IsText(verified, "key") && IsText(verified, "url")
            && Array.TrueForAll(Signed, name => verified.TryGetProperty(name, out var signed)
                ? data.TryGetProperty(name, out var shown) && JsonElement.DeepEquals(signed, shown)
                : !data.TryGetProperty(name, out _));
    }

    private static bool IsText(JsonElement claims, string name) => claims.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String;

    private static void Write(Utf8JsonWriter json, FormDefinition definition, Answer[] answers)
    {
        json.WriteStartObject();
        json.WritePropertyName("fields");
        JsonSerializer.Serialize(json, definition.Fields.Select(FieldForBrowser.Of).ToArray(), FieldForBrowser.Json);
        json.WriteStartArray("values");
        for (var i = 0; i < answers.Length; i++)
        {
            if (definition.Fields[i].Type == FieldType.CheckBox)
            {
                json.WriteBooleanValue(answers[i].Checked);
            }
            else
            {
                json.WriteStringValue(answers[i].Text);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Refusal(EditorRefusal refusal, string? explanation) => DocumentServerJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("error", (int)refusal);
        json.WriteString("explanation", explanation);
        json.WriteEndObject();
    });
}
