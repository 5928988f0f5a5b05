using System.Text.Json;
using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Intake;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The answers of the command service; always with HTTP 200.</summary>
internal enum CommandError
{
    None = 0,

    /// <summary>No key, or no document is open under it.</summary>
    UnknownKey = 1,
    BadCallbackUrl = 2,
    Internal = 3,

    /// <summary>Nothing changed since the last save.</summary>
    NotModified = 4,

    /// <summary>Also a <c>meta</c> without its members.</summary>
    UnknownCommand = 5,
    BadToken = 6,

    /// <summary>Not in the documentation.</summary>
    ExpiredToken = 7,
}

/// <summary>The command service: what a storage may ask about documents that are open.</summary>
internal sealed class CommandService(
    PracticeServer server,
    PracticeSaves saves,
    PracticeCallbacks callbacks,
    PracticeCache cache,
    PracticeConversion conversion,
    DocumentServerSecret secret,
    IOptions<DocumentServerOptions> documentServer,
    TimeProvider clock)
{
    /// <summary>Answers a command; only what its token says counts.</summary>
    /// <param name="body">The posted JSON, <c>token</c> included.</param>
    /// <param name="address">The stand-in's address as the caller reached it; links to forgotten files carry it.</param>
    public async Task<byte[]> AnswerAsync(JsonElement body, HttpRequest request, string address, CancellationToken cancellationToken)
    {
        var verdict = Verify(body, request, await secret.GetAsync(cancellationToken), out var command);
        var key = Text(command, "key");
        return verdict switch
        {
            TokenVerdict.Bad => Reply(Text(body, "key"), CommandError.BadToken),
            TokenVerdict.Expired => Reply(Text(body, "key"), CommandError.ExpiredToken),
            _ => Text(command, "c") switch
            {
                "version" => Reply(key, CommandError.None, json => json.WriteString("version", PracticeConversion.Version)),
                "license" => Reply(key, CommandError.None, WriteLicense),
                "getForgottenList" => Reply(key, CommandError.None, WriteForgotten),
                "info" or "forcesave" or "drop" or "meta" or "saved" or "getForgotten" or "deleteForgotten" when key is null =>
                    Reply(key, CommandError.UnknownKey),
                "getForgotten" => await GetForgottenAsync(key!, address, cancellationToken),
                "deleteForgotten" => Reply(key, server.Forgotten.TryRemove(key!, out _) ? CommandError.None : CommandError.UnknownKey),
                "info" or "forcesave" or "drop" or "meta" or "saved" when server.Find(key) is { } document =>
                    await AnswerAsync(document, command, cancellationToken),
                "info" or "forcesave" or "drop" or "meta" or "saved" => Reply(key, CommandError.UnknownKey),
                _ => Reply(key, CommandError.UnknownCommand),
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
                return Reply(document.Key, CommandError.None);
            case "meta" when command.TryGetProperty("meta", out var meta) && Text(meta, "title") is { } title:
                document.Rename(title);
                return Reply(document.Key, CommandError.None);
            case "saved":
                return Reply(document.Key, CommandError.None);
            default:
                return Reply(document.Key, CommandError.UnknownCommand);
        }
    }

    private TokenVerdict Verify(JsonElement body, HttpRequest request, byte[] key, out JsonElement command)
    {
        // The body's token wins; its claims stand at the root, those of the header's under payload.
        if (Text(body, "token") is { } token)
        {
            return DocumentServerToken.Verify(token, key, clock.GetUtcNow(), out command);
        }

        var header = request.Headers[documentServer.Value.JwtHeader].ToString();
        var prefix = documentServer.Value.JwtPrefix;
        var verdict = DocumentServerToken.Verify(
            header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..] : null, key, clock.GetUtcNow(), out command);
        if (verdict == TokenVerdict.Valid && (!command.TryGetProperty("payload", out command) || command.ValueKind != JsonValueKind.Object))
        {
            return TokenVerdict.Bad;
        }

        return verdict;
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
        return Reply(document.Key, CommandError.None, json =>
        {
            json.WriteStartArray("users");
            foreach (var present in body.Users)
            {
                json.WriteStringValue(present);
            }

            json.WriteEndArray();
        });
    }

    private async Task<CommandError> ForcesaveAsync(PracticeDocument document, string? userData)
    {
        bool isUndelivered;
        lock (document.Lock)
        {
            if (document.Saved is { Print: false, Delivered: true } saved ? saved.Revision == document.Revision : document.Revision == 0)
            {
                return CommandError.NotModified;
            }

            isUndelivered = document.Saved is { Print: false } last && last.Revision == document.Revision;
        }

        var save = saves.ForcesaveAsync(document, ForcesaveType.CommandService, author: null, userData, CancellationToken.None);
        if (isUndelivered)
        {
            // A result that is there already is sent again before the answer.
            return await save == SaveOutcome.Refused ? CommandError.Internal : CommandError.None;
        }

        return CommandError.None;
    }

    private async Task<byte[]> GetForgottenAsync(string key, string address, CancellationToken cancellationToken)
    {
        if (!server.Forgotten.TryGetValue(key, out var file))
        {
            return Reply(key, CommandError.UnknownKey);
        }

        cache.Put($"forgotten/{key}", "output.pdf", file);
        var url = (await conversion.LinksAsync(cancellationToken)).Sign(address, $"forgotten/{key}", "output.pdf");
        return Reply(key, CommandError.None, json => json.WriteString("url", url));
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

    private static byte[] Reply(string? key, CommandError error, Action<Utf8JsonWriter>? more = null) => DocumentServerJson.Write(json =>
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

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
