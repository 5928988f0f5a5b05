using System.Text.Json;
using System.Text.Json.Serialization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;

namespace FormsHub.Web.Forms;

/// <summary>The field <c>renames</c> of an upload: what its author confirmed to be one field under a new key.</summary>
internal static class RenamesField
{
    public const string Problem = """renames is a JSON list such as [{"from":"mail","to":"email"}], each key a text, "type" beside them where a key has several.""";

    /// <param name="json">Empty for none.</param>
    /// <returns>null when it is no such list.</returns>
    public static IReadOnlyList<FieldRename>? Read(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        try
        {
            var entries = JsonSerializer.Deserialize<RenameEntry?[]>(json, JsonSerializerOptions.Web);
            return entries?.Length <= TypedTable.MostFields && Array.TrueForAll(entries, entry => entry is { From: { } from, To: { } to } && PostgresText.CanHold(from) && PostgresText.CanHold(to))
                ? [.. entries.Select(entry => new FieldRename(entry!.From!, entry.To!, entry.Type is null ? null : new FieldType(entry.Type)))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record RenameEntry(
        [property: JsonPropertyName("from")] string? From, [property: JsonPropertyName("to")] string? To, [property: JsonPropertyName("type")] string? Type);
}
