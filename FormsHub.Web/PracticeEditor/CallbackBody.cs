using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Intake;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The fields of a callback, written in the Document Server's order; what is null is absent, never <c>null</c>.</summary>
internal sealed record CallbackBody
{
    public required string Key { get; init; }
    public required DocumentStatus Status { get; init; }
    public string? Url { get; init; }
    public string? ChangesUrl { get; init; }
    public CallbackHistory? History { get; init; }
    public IReadOnlyList<string>? Users { get; init; }
    public IReadOnlyList<CallbackAction>? Actions { get; init; }
    public string? UserData { get; init; }
    public DateTimeOffset? LastSave { get; init; }
    public bool? NotModified { get; init; }
    public ForcesaveType? ForcesaveType { get; init; }

    /// <summary>Only ever false: on a forcesave that was sent again from the cache.</summary>
    public bool? Encrypted { get; init; }
    public string? FormsDataUrl { get; init; }
    public string? FileType { get; init; }

    /// <summary>Somebody came or went, or the command <c>info</c> asked (no action then).</summary>
    public static CallbackBody Editing(string key, IReadOnlyList<string> users, CallbackAction? action, string? userData = null) =>
        new() { Key = key, Status = DocumentStatus.Editing, Users = users, Actions = action is null ? null : [action], UserData = userData };

    /// <summary>Everybody left and nothing changed: no <c>users</c> at all.</summary>
    public static CallbackBody ClosedWithNoChanges(string key, string? leaver) =>
        new() { Key = key, Status = DocumentStatus.ClosedWithNoChanges, Actions = leaver is null ? null : [CallbackAction.Left(leaver)] };

    /// <summary>The final save after everybody left.</summary>
    /// <param name="lastEditor">The author of the last change.</param>
    public static CallbackBody ReadyForSaving(string key, SavedFile file, string lastEditor, string? leaver, DateTimeOffset lastSave, bool notModified) =>
        new()
        {
            Key = key,
            Status = DocumentStatus.ReadyForSaving,
            Url = file.Url,
            ChangesUrl = file.ChangesUrl,
            History = file.History,
            FileType = file.FileType,
            Users = [lastEditor],
            Actions = leaver is null ? null : [CallbackAction.Left(leaver)],
            LastSave = lastSave,
            NotModified = notModified,
        };

    /// <summary>A save while the document is open; a submission when <paramref name="type"/> is <see cref="ForcesaveType.Submit"/>.</summary>
    /// <param name="initiator">Who pressed the button; sent for buttons and submits only.</param>
    public static CallbackBody Forcesaved(
        string key, ForcesaveType type, SavedFile file, string lastEditor, string? initiator, DateTimeOffset lastSave) =>
        new()
        {
            Key = key,
            Status = DocumentStatus.Forcesaved,
            ForcesaveType = type,
            Url = file.Url,
            ChangesUrl = file.ChangesUrl,
            History = file.History,
            FileType = file.FileType,
            FormsDataUrl = file.FormsDataUrl,
            Users = [lastEditor],
            Actions = initiator is not null && type is Jobs.Intake.ForcesaveType.Button or Jobs.Intake.ForcesaveType.Submit
                ? [CallbackAction.Saved(initiator)]
                : null,
            LastSave = lastSave,
        };

    /// <summary>The fields that stand before <c>token</c>.</summary>
    public void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("key", Key);
        json.WriteNumber("status", (int)Status);
        WriteIfAny(json, "url", Url);
        WriteIfAny(json, "changesurl", ChangesUrl);
        History?.Write(json);
        WriteUsers(json);
        WriteActions(json);
        WriteIfAny(json, "userdata", UserData);
        WriteIfAny(json, "lastsave", LastSave?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        if (NotModified is { } notModified)
        {
            json.WriteBoolean("notmodified", notModified);
        }

        if (ForcesaveType is { } type)
        {
            json.WriteNumber("forcesavetype", (int)type);
        }

        if (Encrypted is { } encrypted)
        {
            json.WriteBoolean("encrypted", encrypted);
        }
    }

    /// <summary>The fields that stand after <c>token</c>.</summary>
    public void WriteTail(Utf8JsonWriter json)
    {
        WriteIfAny(json, "formsdataurl", FormsDataUrl);
        WriteIfAny(json, "filetype", FileType);
    }

    private void WriteUsers(Utf8JsonWriter json)
    {
        if (Users is null)
        {
            return;
        }

        json.WriteStartArray("users");
        foreach (var user in Users)
        {
            json.WriteStringValue(user);
        }

        json.WriteEndArray();
    }

    private void WriteActions(Utf8JsonWriter json)
    {
        if (Actions is null)
        {
            return;
        }

        json.WriteStartArray("actions");
        foreach (var action in Actions)
        {
            json.WriteStartObject();
            json.WriteNumber("type", action.Type);
            json.WriteString("userid", action.UserId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

/// <summary>What somebody did that caused the callback.</summary>
internal sealed record CallbackAction(int Type, string UserId)
{
    public static CallbackAction Left(string userId) => new(0, userId);

    public static CallbackAction Joined(string userId) => new(1, userId);

    /// <summary>Pressed Save, or Complete &amp; Submit: both are type 2.</summary>
    public static CallbackAction Saved(string userId) => new(2, userId);
}

/// <summary>A conversion's result: the fields that come and go together. Links are signed anew for every attempt to send.</summary>
internal sealed record SavedFile(string Url, string FileType)
{
    public string? ChangesUrl { get; init; }
    public CallbackHistory? History { get; init; }
    public string? FormsDataUrl { get; init; }
}

/// <summary>Who changed the document, one entry a run of one author.</summary>
/// <param name="ServerVersion">Null makes <c>{}</c>: unavailable, or cut because the header would be too long.</param>
internal sealed record CallbackHistory(string? ServerVersion, IReadOnlyList<HistoryChange> Changes)
{
    public static readonly CallbackHistory Unavailable = new(null, []);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("history");
        if (ServerVersion is not null)
        {
            json.WriteString("serverVersion", ServerVersion);
            json.WriteStartArray("changes");
            foreach (var change in Changes)
            {
                change.Write(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}

/// <summary>One author's run of changes.</summary>
internal sealed record HistoryChange(string? DocumentSha256, DateTimeOffset Created, string UserId, string UserName)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (DocumentSha256 is not null)
        {
            json.WriteString("documentSha256", DocumentSha256);
        }

        json.WriteString("created", Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteStartObject("user");
        json.WriteString("id", UserId);
        json.WriteString("name", UserName);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
