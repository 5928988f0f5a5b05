using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Intake;
using FormsHub.Web.PracticeEditor;
using Microsoft.AspNetCore.Http;

namespace FormsHub.Tests.Support;

/// <summary>The command service of the double: stricter than a real one, because it wants both tokens, and as inconvenient: it posts callbacks before it answers.</summary>
internal sealed class CommandServiceDouble(DocumentServerDouble server)
{
    private readonly CallbackSender _sender = new(server.Clock);

    /// <summary>False: a Document Server before 8.2.</summary>
    public bool HasNewPath { get; set; } = true;

    /// <summary>False: its inbox takes anything, as with JWT turned off.</summary>
    public bool ChecksTokens { get; set; } = true;

    /// <summary>What its tokens must be signed with.</summary>
    public string Secret { get; set; } = DocumentServerDouble.Secret;

    /// <summary>How far its clock is ahead of FormsHub's.</summary>
    public TimeSpan Skew { get; set; }

    public string Version { get; set; } = "9.3.0.140";

    public JsonObject License { get; set; } = new() { ["end_date"] = null, ["trial"] = false, ["connections"] = 20, ["users_count"] = 3 };

    public int LicenseResult { get; set; } = 3;

    /// <summary>Documents that are open, by key.</summary>
    public ConcurrentDictionary<string, OpenInDouble> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>Final saves that no storage took, by key.</summary>
    public ConcurrentDictionary<string, byte[]> Forgotten { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands that are answered otherwise; whoever handles one may return false to let it be answered as usual.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task<bool>>> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands with good tokens, in the order in which they came.</summary>
    public ConcurrentQueue<ReceivedCommand> Received { get; } = new();

    public IEnumerable<ReceivedCommand> Of(string key) => Received.Where(command => command.Key == key);

    /// <summary>Answers a command with an error number, or heals it with null.</summary>
    public void Answer(string command, int? error)
    {
        if (error is null)
        {
            Faults.TryRemove(command, out _);
        }
        else
        {
            Faults[command] = context => ReplyAsync(context, $$"""{"error":{{error}}}""");
        }
    }

    public static async Task<bool> ReplyAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
        return true;
    }

    public async Task ServeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var verdict = Judge(body.RootElement, context.Request, out var claims);
        var name = claims.TryGetProperty("c", out var c) ? c.GetString()! : "";
        var key = claims.TryGetProperty("key", out var k) ? k.GetString() : null;
        if (verdict == TokenVerdict.Valid)
        {
            Received.Enqueue(new(name, key, claims, context.Request.Path.Value!, context.Request.Query["shardkey"]));
        }

        if (Faults.TryGetValue(name, out var fault) && await fault(context))
        {
            return;
        }

        var reply = verdict switch
        {
            TokenVerdict.Bad => Error(key, 6),
            TokenVerdict.Expired => Error(key, 7),
            _ when key is null && name is not ("version" or "license" or "getForgottenList") => Error(key, 1),
            _ => await AnswerAsync(name, key!, claims, context.Request),
        };
        await ReplyAsync(context, reply.ToJsonString());
    }

    private async Task<JsonObject> AnswerAsync(string name, string key, JsonElement claims, HttpRequest request)
    {
        switch (name)
        {
            case "version":
                return Error(null, 0, ("version", Version));
            case "license":
                return Error(null, 0, ("license", License.DeepClone()), ("server", new JsonObject { ["resultType"] = LicenseResult }), ("quota", new JsonObject()));
            case "getForgottenList":
                return Error(null, 0, ("keys", new JsonArray([.. Forgotten.Keys.Select(forgotten => JsonValue.Create(forgotten))])));
            case "getForgotten":
                return Forgotten.TryGetValue(key, out var file) ? Error(key, 0, ("url", Link(key, file, request))) : Error(key, 1);
            case "deleteForgotten":
                return Error(key, Forgotten.TryRemove(key, out _) ? 0 : 1);
            case "info":
                return Open.TryGetValue(key, out var asked) ? await InfoAsync(key, asked, Text(claims, "userdata")) : Error(key, 1);
            case "forcesave":
                return Open.TryGetValue(key, out var open) ? await ForcesaveAsync(key, open, Text(claims, "userdata")) : Error(key, 1);
            case "drop" or "meta":
                return Error(key, name == "meta" && !claims.TryGetProperty("meta", out _) ? 5 : 0);
            default:
                return Error(key, 5);
        }
    }

    private async Task<JsonObject> InfoAsync(string key, OpenInDouble open, string? userData)
    {
        await _sender.SendAsync(open.CallbackUrl, server.Signer, () => CallbackBody.Editing(key, open.Users, null, userData), CancellationToken.None);
        return Error(key, 0, ("users", new JsonArray([.. open.Users.Select(user => JsonValue.Create(user))])));
    }

    private async Task<JsonObject> ForcesaveAsync(string key, OpenInDouble open, string? userData)
    {
        if (open.Unsaved is not { } document)
        {
            return Error(key, 4);
        }

        // As it does with a result that is in its cache: the callback comes before the answer, and what it says decides the answer.
        var conversion = server.Convert(key, document);
        var outcome = await _sender.SendAsync(
            open.CallbackUrl, server.Signer, () => conversion.Draft(key, type: ForcesaveType.CommandService) with { UserData = userData }, CancellationToken.None);
        if (outcome.Verdict != ReplyVerdict.Accepted)
        {
            return Error(key, 3);
        }

        Open[key] = open with { Unsaved = null };
        return Error(key, 0);
    }

    /// <summary>Its host is the one by which it was asked.</summary>
    private string Link(string key, byte[] file, HttpRequest request)
    {
        server.Put($"forgotten/{key}", "output.pdf", file);
        return server.Links.Sign($"{request.Scheme}://{request.Host}", $"forgotten/{key}", "output.pdf");
    }

    /// <summary>Both tokens must be good and say the same: the body's at its root, the header's under payload.</summary>
    public TokenVerdict Judge(JsonElement body, HttpRequest request, out JsonElement claims)
    {
        if (!ChecksTokens)
        {
            claims = body.Clone();
            return TokenVerdict.Valid;
        }

        var now = server.Clock.GetUtcNow() + Skew;
        var key = Encoding.UTF8.GetBytes(Secret);
        var verdict = DocumentServerToken.Verify(Text(body, "token"), key, now, out claims);
        if (verdict != TokenVerdict.Valid)
        {
            claims = body.Clone();
            return verdict;
        }

        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal)
            && DocumentServerToken.Verify(header["Bearer ".Length..], key, now, out var wrapped) == TokenVerdict.Valid
            && wrapped.TryGetProperty("payload", out var payload)
            && IsSame(payload, claims, body) ? TokenVerdict.Valid : TokenVerdict.Bad;
    }

    private static bool IsSame(JsonElement payload, JsonElement claims, JsonElement body) =>
        payload.EnumerateObject().Count() == claims.EnumerateObject().Count(claim => claim.Name is not ("iat" or "exp"))
        && payload.EnumerateObject().All(claim =>
            JsonElement.DeepEquals(claim.Value, claims.GetProperty(claim.Name)) && JsonElement.DeepEquals(claim.Value, body.GetProperty(claim.Name)));

    private static JsonObject Error(string? key, int error, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var reply = new JsonObject();
        if (key is not null)
        {
            reply["key"] = key;
        }

        reply["error"] = error;
        foreach (var (name, value) in more)
        {
            reply[name] = value;
        }

        return reply;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}

/// <summary>A document that is open in the double.</summary>
/// <param name="CallbackUrl">Where its callbacks go.</param>
/// <param name="Users">Who is inside.</param>
/// <param name="Unsaved">What a forced save would bring; null: nothing changed.</param>
internal sealed record OpenInDouble(Uri CallbackUrl, IReadOnlyList<string> Users, byte[]? Unsaved = null);

/// <summary>A command that came to the double.</summary>
internal sealed record ReceivedCommand(string Name, string? Key, JsonElement Claims, string Path, string? ShardKey)
{
    public string? UserData => Claims.TryGetProperty("userdata", out var userData) ? userData.GetString() : null;

    public string? Title => Claims.TryGetProperty("meta", out var meta) ? meta.GetProperty("title").GetString() : null;

    /// <summary>null: everybody.</summary>
    public IReadOnlyList<string?>? Users => Claims.TryGetProperty("users", out var users) ? [.. users.EnumerateArray().Select(user => user.GetString())] : null;
}
