using System.Text.Json;
using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Storage;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Editor;

/// <summary>The signed link from which the Document Server fetches what it opens. It and signed-in people may fetch it, nobody else.</summary>
internal static class DocumentEndpoint
{
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        string documentKey,
        string? t,
        HttpContext context,
        LinkMac linkMac,
        FillSessions sessions,
        IBlobStore blobs,
        DocumentRequestToken requestToken,
        IAuthorizationService authorization,
        CancellationToken cancellationToken)
    {
        if (!await linkMac.IsValidAsync(LinkMac.Document, documentKey, t, cancellationToken))
        {
            return TypedResults.Problem("This link opens no document.", statusCode: StatusCodes.Status404NotFound);
        }

        if (!await requestToken.IsFromDocumentServerAsync(context.Request, cancellationToken)
            && !(await authorization.AuthorizeAsync(context.User, Policies.Administrator)).Succeeded)
        {
            return TypedResults.Problem(
                "Only the Document Server and people who are signed in can fetch this document.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (await sessions.DocumentAsync(documentKey, cancellationToken) is not { } document || blobs.OpenRead(document.Sha256) is not { } content)
        {
            return TypedResults.Problem("This document does not exist.", statusCode: StatusCodes.Status404NotFound);
        }

        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(document.Sha256)}\"");
        return TypedResults.File(content, "application/pdf", document.FileName, entityTag: tag, enableRangeProcessing: true);
    }
}

/// <summary>Recognizes a download request of the Document Server: a token whose claims name the very address that is asked for.</summary>
public sealed class DocumentRequestToken(DocumentServerTokens tokens, IOptions<DocumentServerOptions> options)
{
    public async ValueTask<bool> IsFromDocumentServerAsync(HttpRequest request, CancellationToken cancellationToken) =>
        !options.Value.JwtEnabled
        || (await ClaimsAsync(request, cancellationToken) is { } claims && claims.TryGetProperty("payload", out var payload) && Names(payload, "url", request));

    /// <summary>What the token of a request is, and when it was signed by the signer's own clock (null when it does not say).</summary>
    public async ValueTask<(TokenState State, DateTimeOffset? SignedAt)> JudgeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (state, claims) = await tokens.JudgeAsync(TokenIn(request), cancellationToken);
        var signedAt = claims is { ValueKind: JsonValueKind.Object } signed && signed.TryGetProperty("iat", out var iat)
            && iat.ValueKind == JsonValueKind.Number && iat.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        return (state, signedAt);
    }

    /// <summary>The same for changes, which the editor in the browser fetches: the token it was given for the history names them too.</summary>
    public async ValueTask<bool> IsFromEditorAsync(HttpRequest request, CancellationToken cancellationToken) =>
        !options.Value.JwtEnabled
        || (await ClaimsAsync(request, cancellationToken) is { } claims
            && (Names(claims, "changesUrl", request) || (claims.TryGetProperty("payload", out var payload) && (Names(payload, "url", request) || Names(payload, "changesUrl", request)))));

    private async ValueTask<JsonElement?> ClaimsAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await tokens.VerifyAsync(TokenIn(request), cancellationToken) is { ValueKind: JsonValueKind.Object } claims ? claims : null;

    private string? TokenIn(HttpRequest request)
    {
        var header = request.Headers[options.Value.JwtHeader].ToString();
        return header.StartsWith(options.Value.JwtPrefix, StringComparison.OrdinalIgnoreCase) ? header[options.Value.JwtPrefix.Length..].Trim() : null;
    }

    private static bool Names(JsonElement claims, string member, HttpRequest request) =>
        claims.ValueKind == JsonValueKind.Object
        && claims.TryGetProperty(member, out var url)
        && url.ValueKind == JsonValueKind.String
        && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address)
        && address.AbsolutePath.EndsWith(request.Path.Value ?? "", StringComparison.Ordinal)
        && address.Query == (request.QueryString.Value ?? "");
}
