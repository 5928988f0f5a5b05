using System.Text.Json;
using System.Text.Json.Serialization;

namespace FormsHub.Jobs.Intake;

/// <summary>What the document editing service says about a document: the verified claims of one callback.</summary>
public sealed record Callback
{
    [JsonPropertyName("key"), JsonConverter(typeof(TolerantString))]
    public string? Key { get; init; }

    /// <summary>As it came, known to <see cref="DocumentStatus"/> or not; null when there is none.</summary>
    [JsonPropertyName("status"), JsonConverter(typeof(TolerantInteger))]
    public int? Status { get; init; }

    /// <summary>Absent on 6 without reason and on all other statuses but 7.</summary>
    [JsonPropertyName("forcesavetype"), JsonConverter(typeof(TolerantInteger))]
    public int? ForcesaveType { get; init; }

    [JsonPropertyName("url"), JsonConverter(typeof(TolerantString))]
    public string? Url { get; init; }

    [JsonPropertyName("changesurl"), JsonConverter(typeof(TolerantString))]
    public string? ChangesUrl { get; init; }

    [JsonPropertyName("formsdataurl"), JsonConverter(typeof(TolerantString))]
    public string? FormsDataUrl { get; init; }

    /// <summary>Without dot; may differ from what was opened.</summary>
    [JsonPropertyName("filetype"), JsonConverter(typeof(TolerantString))]
    public string? FileType { get; init; }

    /// <summary>Status 1: the editors inside; other statuses: the author of the last change.</summary>
    [JsonPropertyName("users"), JsonConverter(typeof(TolerantStrings))]
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>Who did what; absent when nobody did (command, timer).</summary>
    [JsonPropertyName("actions"), JsonConverter(typeof(TolerantActions))]
    public IReadOnlyList<EditorAction>? Actions { get; init; }

    /// <summary>Kept and given back to the editor verbatim.</summary>
    [JsonPropertyName("history")]
    public JsonElement? History { get; init; }

    /// <summary>The time of the last change that the save covers.</summary>
    [JsonPropertyName("lastsave"), JsonConverter(typeof(TolerantTime))]
    public DateTimeOffset? LastSave { get; init; }

    [JsonPropertyName("notmodified"), JsonConverter(typeof(TolerantBoolean))]
    public bool? NotModified { get; init; }

    /// <summary>Of the command that asked for this callback; its answer to an earlier command may carry that one's (applyForceSaveCache).</summary>
    [JsonPropertyName("userdata"), JsonConverter(typeof(TolerantString))]
    public string? UserData { get; init; }

    /// <summary>When the token was signed, in Unix seconds: orders callbacks that overtake each other.</summary>
    [JsonPropertyName("iat"), JsonConverter(typeof(TolerantLong))]
    public long? IssuedAt { get; init; }

    /// <summary>A press of Complete &amp; Submit, whether the document could be saved or not.</summary>
    public bool IsSubmit => ForcesaveType == (int)global::FormsHub.Jobs.Intake.ForcesaveType.Submit
        && Status is (int)DocumentStatus.Forcesaved or (int)DocumentStatus.ForcesaveError;

    /// <summary>Who pressed the button: the initiator, who need not be the author of the last change.</summary>
    public string? SubmitterId => Actions is [var first, ..] ? first.UserId : Users is [var user, ..] ? user : null;

    /// <returns>null when the claims are not a JSON object.</returns>
    /// <param name="claims">Cleaned by <see cref="ClaimsText.Clean"/>.</param>
    public static Callback? Parse(ReadOnlySpan<byte> claims)
    {
        try
        {
            return JsonSerializer.Deserialize(claims, CallbackJson.Default.Callback);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The display name the history knows for a user id.</summary>
    public string? NameInHistory(string? userId)
    {
        if (userId is null || History is not { ValueKind: JsonValueKind.Object } history
            || !history.TryGetProperty("changes", out var changes) || changes.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string? name = null;
        foreach (var change in changes.EnumerateArray())
        {
            if (change.ValueKind == JsonValueKind.Object && change.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object
                && user.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.ValueEquals(userId)
                && user.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String)
            {
                name = named.GetString();
            }
        }

        return name;
    }
}

/// <summary>One entry of <c>actions</c>: 0 left, 1 joined, 2 pressed Save or Submit.</summary>
public sealed record EditorAction(int? Type, string? UserId);

[JsonSerializable(typeof(Callback))]
internal sealed partial class CallbackJson : JsonSerializerContext;
