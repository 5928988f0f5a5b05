using FormsHub.Jobs.Storage;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Editor;

/// <summary>The signed link from which the Document Server fetches stored bytes that somebody looks at.</summary>
internal static class ViewedDocumentEndpoint
{
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        string sha256,
        string? t,
        HttpContext context,
        LinkMac linkMac,
        IBlobStore blobs,
        DocumentRequestToken requestToken,
        IAuthorizationService authorization,
        CancellationToken cancellationToken)
    {
        // The link is signed for these bytes, so the name is a hash that FormsHub itself wrote.
        if (!await linkMac.IsValidAsync(LinkMac.View, sha256, t, cancellationToken))
        {
            return TypedResults.Problem("This link opens no document.", statusCode: StatusCodes.Status404NotFound);
        }

        if (!await requestToken.IsFromDocumentServerAsync(context.Request, cancellationToken)
            && !(await authorization.AuthorizeAsync(context.User, Policies.Administrator)).Succeeded)
        {
            return TypedResults.Problem(
                "Only the Document Server and people who are signed in can fetch this document.", statusCode: StatusCodes.Status403Forbidden);
        }

        return blobs.OpenRead(Convert.FromHexString(sha256)) is { } content
            ? TypedResults.File(content, "application/pdf", $"{sha256[..16]}.pdf", enableRangeProcessing: true)
            : TypedResults.Problem("The stored bytes are missing from the blob store.", statusCode: StatusCodes.Status404NotFound);
    }
}
