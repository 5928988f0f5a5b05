using FormsHub.Jobs;
using FormsHub.Jobs.Storage;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Editor;

/// <summary>The signed links of a document's history: older states for the Document Server, the changes between them for the editor in the browser.</summary>
internal sealed class HistoryFilesEndpoint(
    Addresses addresses, LinkMac linkMac, DocumentRequestToken requestToken, IBlobStore blobs, IAuthorizationService authorization, IOptions<DocumentServerOptions> documentServer)
{
    public async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DocumentAsync(string sha256, string? t, HttpContext context, CancellationToken cancellationToken) =>
        await FileAsync(
            LinkMac.HistoryDocument, sha256, t, "application/pdf", "document.pdf",
            await requestToken.IsFromDocumentServerAsync(context.Request, cancellationToken), context, cancellationToken);

    public async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ChangesAsync(string sha256, string? t, HttpContext context, CancellationToken cancellationToken)
    {
        AllowEditor(context.Response);
        return await FileAsync(
            LinkMac.HistoryChanges, sha256, t, "application/zip", "changes.zip",
            await requestToken.IsFromEditorAsync(context.Request, cancellationToken), context, cancellationToken);
    }

    /// <summary>What a browser asks before it sends the editor's token to another origin.</summary>
    public NoContent AllowChanges(HttpResponse response)
    {
        AllowEditor(response);
        response.Headers.AccessControlAllowMethods = HttpMethods.Get;
        response.Headers.AccessControlAllowHeaders = documentServer.Value.JwtHeader;
        response.Headers.AccessControlMaxAge = "600";
        return TypedResults.NoContent();
    }

    private async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(
        string purpose, string sha256, string? mac, string mediaType, string fileName, bool isFromEditor, HttpContext context, CancellationToken cancellationToken)
    {
        // The link is made for these very bytes, so nothing else decides what is read.
        if (!await linkMac.IsValidAsync(purpose, sha256, mac, cancellationToken) || !IsSha256(sha256))
        {
            return TypedResults.Problem("This link opens nothing.", statusCode: StatusCodes.Status404NotFound);
        }

        if (!isFromEditor && !(await authorization.AuthorizeAsync(context.User, Policies.Administrator)).Succeeded)
        {
            return TypedResults.Problem("Only the editor and people who are signed in can fetch this.", statusCode: StatusCodes.Status403Forbidden);
        }

        return blobs.OpenRead(Convert.FromHexString(sha256)) is { } content
            ? TypedResults.File(content, mediaType, fileName, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true)
            : TypedResults.Problem("These bytes are not there any more.", statusCode: StatusCodes.Status404NotFound);
    }

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The editor's page is the Document Server's; no other page may read the answer.</summary>
    private void AllowEditor(HttpResponse response)
    {
        if (!addresses.IsPractice)
        {
            response.Headers.AccessControlAllowOrigin = new Uri(addresses.DocumentServer).GetLeftPart(UriPartial.Authority);
            response.Headers.Vary = HeaderNames.Origin;
        }
    }
}
