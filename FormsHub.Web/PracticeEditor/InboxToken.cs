using System.Text.Json;
using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What a storage that asks something may be believed: the claims of its token, never the fields beside it.</summary>
internal sealed class InboxToken(DocumentServerSecret secret, IOptions<DocumentServerOptions> documentServer, TimeProvider clock)
{
    /// <param name="body">The posted JSON, <c>token</c> included.</param>
    /// <returns>The claims with <see cref="TokenVerdict.Valid"/>, else undefined.</returns>
    public async ValueTask<(TokenVerdict Verdict, JsonElement Claims)> ReadAsync(JsonElement body, HttpRequest request, CancellationToken cancellationToken)
    {
        var key = await secret.GetAsync(cancellationToken);

        // The body's token wins; its claims stand at the root, those of the header's under payload.
        if (Text(body, "token") is { } token)
        {
            return (DocumentServerToken.Verify(token, key, clock.GetUtcNow(), out var claims), claims);
        }

        var header = request.Headers[documentServer.Value.JwtHeader].ToString();
        var prefix = documentServer.Value.JwtPrefix;
        var verdict = DocumentServerToken.Verify(
            header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..] : null, key, clock.GetUtcNow(), out var wrapped);
        return verdict != TokenVerdict.Valid ? (verdict, default)
            : wrapped.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object ? (verdict, payload)
            : (TokenVerdict.Bad, default);
    }

    /// <summary>A member that is text; null when there is none.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
