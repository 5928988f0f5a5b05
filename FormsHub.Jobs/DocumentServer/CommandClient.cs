using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>
/// Asks the Document Server's command service. Hold no lock and no transaction while it answers: before it answers <c>info</c> and
/// <c>forcesave</c> it posts a callback to FormsHub and waits for FormsHub's answer (DocsCoServer.js, bindEvents and applyForceSaveCache).
/// </summary>
public sealed class CommandClient(DocumentServerRequests requests, IOptions<DocumentServerOptions> options)
{
    private const string Path = "/command";

    /// <summary>Where the command service was before version 8.2.</summary>
    private const string OldPath = "/coauthoring/CommandService.ashx";

    private const int LargestReply = 256 * 1024;

    /// <summary>All forgotten files of all programs that use the Document Server.</summary>
    private const int LargestList = 16 * 1024 * 1024;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(options.Value.CommandSeconds);

    /// <summary>Who is in the document. A callback with status 1 or 4 comes first.</summary>
    /// <param name="key">Of the document.</param>
    /// <param name="userData">Comes back with the callback; null for none.</param>
    /// <param name="patience">How long its answer may take.</param>
    public Task<CommandReply> InfoAsync(string key, string? userData, TimeSpan patience, CancellationToken cancellationToken) =>
        SendAsync(Command("info", key, "userdata", userData), key, patience, LargestReply, cancellationToken);

    /// <summary>Saves the document while it is open: a callback with status 6, type 0 and the same user data follows.</summary>
    public Task<CommandReply> ForcesaveAsync(string key, string? userData, CancellationToken cancellationToken) =>
        SendAsync(Command("forcesave", key, "userdata", userData), key, Patience, LargestReply, cancellationToken);

    /// <summary>Turns people into viewers.</summary>
    /// <param name="key">Of the document.</param>
    /// <param name="users">Their ids; null for everybody.</param>
    public Task<CommandReply> DropAsync(string key, IReadOnlyList<string>? users, CancellationToken cancellationToken)
    {
        JsonArray? ids = users is null ? null : [.. users.Select(user => JsonValue.Create(user))];
        return SendAsync(Command("drop", key, "users", ids), key, Patience, LargestReply, cancellationToken);
    }

    /// <summary>Shows another title to everybody who has the document open.</summary>
    public Task<CommandReply> RenameAsync(string key, string title, CancellationToken cancellationToken) =>
        SendAsync(Command("meta", key, "meta", new JsonObject { ["title"] = title }), key, Patience, LargestReply, cancellationToken);

    public Task<CommandReply> VersionAsync(CancellationToken cancellationToken) =>
        SendAsync(Command("version"), null, Patience, LargestReply, cancellationToken);

    public Task<CommandReply> LicenseAsync(CancellationToken cancellationToken) =>
        SendAsync(Command("license"), null, Patience, LargestReply, cancellationToken);

    /// <summary>The keys of all files that no storage took, also of other programs.</summary>
    public Task<CommandReply> ForgottenListAsync(CancellationToken cancellationToken) =>
        SendAsync(Command("getForgottenList"), null, Patience, LargestList, cancellationToken);

    /// <summary>A link to the file that is kept under this key.</summary>
    public Task<CommandReply> ForgottenAsync(string key, CancellationToken cancellationToken) =>
        SendAsync(Command("getForgotten", key), key, Patience, LargestReply, cancellationToken);

    public Task<CommandReply> DeleteForgottenAsync(string key, CancellationToken cancellationToken) =>
        SendAsync(Command("deleteForgotten", key), key, Patience, LargestReply, cancellationToken);

    /// <summary>Asks for the version with tokens that are none: whoever answers without <see cref="CommandOutcome.BadToken"/> looks at no token.</summary>
    public Task<CommandReply> VersionWithoutTokenAsync(CancellationToken cancellationToken)
    {
        var body = Command("version");
        body["token"] = "none";
        return AskAsync(path => requests.PostAsync(path, body, "none", Patience, LargestReply, cancellationToken));
    }

    private Task<CommandReply> SendAsync(JsonObject claims, string? key, TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        // In a cluster the key decides which server has the document.
        var shard = key is null ? "" : $"?shardkey={Uri.EscapeDataString(key)}";
        return AskAsync(path => requests.PostAsync(path + shard, claims, patience, limit, cancellationToken));
    }

    private static async Task<CommandReply> AskAsync(Func<string, Task<ServerAnswer>> post)
    {
        var answer = await post(Path);
        return CommandReply.Of(answer is { Fault: ServerFault.None, Status: 404 } ? await post(OldPath) : answer);
    }

    private static JsonObject Command(string name, string? key = null, string? member = null, JsonNode? value = null)
    {
        var claims = new JsonObject { ["c"] = name };
        if (key is not null)
        {
            claims["key"] = key;
        }

        if (member is not null && value is not null)
        {
            claims[member] = value;
        }

        return claims;
    }
}
