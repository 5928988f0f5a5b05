using System.Text.Json;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Intake;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The command service: what a storage may ask about documents that are open.</summary>
internal sealed class CommandService(
    PracticeServer server,
    PracticeSaves saves,
    PracticeCallbacks callbacks,
    PracticeCache cache,
    PracticeConversion conversion,
    InboxToken token)
{
    /// <summary>Answers a command; only what its token says counts.</summary>
    /// <param name="body">The posted JSON, <c>token</c> included.</param>
    /// <param name="address">The stand-in's address as the caller reached it; links to forgotten files carry it.</param>
    public async Task<byte[]> AnswerAsync(JsonElement body, HttpRequest request, string address, CancellationToken cancellationToken)
    {
        var (verdict, command) = await token.ReadAsync(body, request, cancellationToken);
        var key = Text(command, "key");
        return verdict switch
        {
            TokenVerdict.Bad => Reply(Text(body, "key"), CommandOutcome.BadToken),
            TokenVerdict.Expired => Reply(Text(body, "key"), CommandOutcome.ExpiredToken),
            _ => Text(command, "c") switch
            {
                "version" => Reply(key, CommandOutcome.Done, json => json.WriteString("version", PracticeConversion.Version)),
                "license" => Reply(key, CommandOutcome.Done, WriteLicense),
                "getForgottenList" => Reply(key, CommandOutcome.Done, WriteForgotten),
                _ when key is null => Reply(key, CommandOutcome.UnknownKey),
                "getForgotten" => await GetForgottenAsync(key, address, cancellationToken),
                "deleteForgotten" => Reply(key, server.Forgotten.TryRemove(key, out _) ? CommandOutcome.Done : CommandOutcome.UnknownKey),
                "info" or "forcesave" or "drop" or "meta" or "saved" when server.Find(key) is { } document =>
                    await AnswerAsync(document, command, cancellationToken),
                "info" or "forcesave" => Reply(key, CommandOutcome.UnknownKey),

                // These are only told to whoever has the document open; that nobody has is no error.
                "drop" or "saved" => Reply(key, CommandOutcome.Done),
                "meta" => Reply(key, command.TryGetProperty("meta", out _) ? CommandOutcome.Done : CommandOutcome.UnknownCommand),
                _ => Reply(key, CommandOutcome.UnknownCommand),
            },
        };
    }

    private async Task<byte[]> AnswerAsync(PracticeDocument document, JsonElement command, CancellationToken cancellationToken)
    {
        switch (Text(command, "c"))
        {
            case "info":
                return await InfoAsync(document, command, cancellationToken);
            case "forcesave":
                return Reply(document.Key, await ForcesaveAsync(document, Text(command, "userdata")));
            case "drop":
                server.Drop(document, Users(command));
                return Reply(document.Key, CommandOutcome.Done);
            case "meta" when command.TryGetProperty("meta", out var meta) && Text(meta, "title") is { } title:
                document.Rename(title);
                return Reply(document.Key, CommandOutcome.Done);
            case "saved":
                return Reply(document.Key, CommandOutcome.Done);
            default:
                return Reply(document.Key, CommandOutcome.UnknownCommand);
        }
    }

    /// <summary>Posts who is there to the storage before it answers the storage: whoever holds a lock meanwhile waits for ever.</summary>
    private async Task<byte[]> InfoAsync(PracticeDocument document, JsonElement command, CancellationToken cancellationToken)
    {
        CallbackBody body;
        string user;
        lock (document.Lock)
        {
            body = CallbackBody.Editing(document.Key, document.Users, action: null, Text(command, "userdata"));
            user = body.Users!.Count > 0 ? body.Users[0] : "";
        }

        await callbacks.SendAsync(document, user, _ => body, cancellationToken);
        return Reply(document.Key, CommandOutcome.Done, json =>
        {
            json.WriteStartArray("users");
            foreach (var present in body.Users)
            {
                json.WriteStringValue(present);
            }

            json.WriteEndArray();
        });
    }

    private async Task<CommandOutcome> ForcesaveAsync(PracticeDocument document, string? userData)
    {
        bool isUndelivered;
        lock (document.Lock)
        {
            if (document.Saved is { Print: false, Delivered: true } saved ? saved.Revision == document.Revision : document.Revision == 0)
            {
                return CommandOutcome.NotModified;
            }

            isUndelivered = document.Saved is { Print: false } last && last.Revision == document.Revision;
        }

        var save = saves.ForcesaveAsync(document, ForcesaveType.CommandService, author: null, userData, CancellationToken.None);
        if (isUndelivered)
        {
            // A result that is there already is sent again before the answer.
            return await save == SaveOutcome.Refused ? CommandOutcome.ServerError : CommandOutcome.Done;
        }

        return CommandOutcome.Done;
    }

    private async Task<byte[]> GetForgottenAsync(string key, string address, CancellationToken cancellationToken)
    {
        if (!server.Forgotten.TryGetValue(key, out var file))
        {
            return Reply(key, CommandOutcome.UnknownKey);
        }

        cache.Put($"forgotten/{key}", "output.pdf", file);
        var url = (await conversion.LinksAsync(cancellationToken)).Sign(address, $"forgotten/{key}", "output.pdf");
        return Reply(key, CommandOutcome.Done, json => json.WriteString("url", url));
    }

    private void WriteForgotten(Utf8JsonWriter json)
    {
        json.WriteStartArray("keys");
        foreach (var key in server.Forgotten.Keys.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
    }

    private static void WriteLicense(Utf8JsonWriter json)
    {
        json.WriteStartObject("license");
        json.WriteBoolean("trial", false);
        json.WriteEndObject();
        json.WriteStartObject("server");
        json.WriteNumber("resultType", 3);
        json.WriteBoolean("packageType", false);
        json.WriteString("buildVersion", PracticeConversion.Version);
        json.WriteEndObject();
        json.WriteStartObject("quota");
        json.WriteStartArray("users");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A list of ids, or such a list as text; null means everybody.</summary>
    private static string[]? Users(JsonElement command)
    {
        if (!command.TryGetProperty("users", out var users))
        {
            return null;
        }

        if (users.ValueKind == JsonValueKind.String)
        {
            try
            {
                using var parsed = JsonDocument.Parse(users.GetString()!);
                users = parsed.RootElement.Clone();
            }
            catch (JsonException)
            {
                return [];
            }
        }

        return users.ValueKind == JsonValueKind.Array
            ? [.. users.EnumerateArray().Where(user => user.ValueKind == JsonValueKind.String).Select(user => user.GetString()!)]
            : [];
    }

    private static byte[] Reply(string? key, CommandOutcome error, Action<Utf8JsonWriter>? more = null) => DocumentServerJson.Write(json =>
    {
        json.WriteStartObject();
        if (key is not null)
        {
            json.WriteString("key", key);
        }

        json.WriteNumber("error", (int)error);
        more?.Invoke(json);
        json.WriteEndObject();
    });

    private static string? Text(JsonElement element, string name) => InboxToken.Text(element, name);
}
