using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Submissions;

/// <summary>Stored bytes of a submission, as they came. They are other people's: a browser saves them, or shows a picture and runs nothing.</summary>
internal static class SubmissionFilesEndpoint
{
    private static readonly HashSet<string> ShownByBrowsers = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];

    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DocumentAsync(
        long id, HttpContext context, SubmissionFiles files, IBlobStore blobs, CancellationToken cancellationToken) =>
        await files.DocumentAsync(id, cancellationToken) is { } file
            ? Download(context, blobs, file, file.MediaType == "application/pdf" ? "pdf" : "bin")
            : TypedResults.Problem($"There is no submission {id}, or its document is missing.", statusCode: StatusCodes.Status404NotFound);

    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FormDataAsync(
        long id, HttpContext context, SubmissionFiles files, IBlobStore blobs, CancellationToken cancellationToken) =>
        await files.FormDataAsync(id, cancellationToken) is { } file
            ? Download(context, blobs, file with { MediaType = "application/json" }, "json")
            : TypedResults.Problem($"There is no submission {id}, or it came without form data.", statusCode: StatusCodes.Status404NotFound);

    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> PictureAsync(
        long id, string sha256, HttpContext context, SubmissionFiles files, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var name = new byte[32];
        if (Convert.FromHexString(sha256, name, out _, out _) != System.Buffers.OperationStatus.Done
            || await files.PictureAsync(id, name, cancellationToken) is not { } picture
            || blobs.OpenRead(name) is not { } content)
        {
            return TypedResults.Problem($"Submission {id} has no such picture.", statusCode: StatusCodes.Status404NotFound);
        }

        var isShown = ShownByBrowsers.Contains(picture.MediaType);
        return Bytes(context, content, isShown ? picture.MediaType : "application/octet-stream", name, isShown ? null : $"{picture.Hex[..16]}.bin");
    }

    private static Results<FileStreamHttpResult, ProblemHttpResult> Download(HttpContext context, IBlobStore blobs, SubmissionFile file, string ending) =>
        blobs.OpenRead(file.Sha256) is { } content
            ? Bytes(context, content, file.MediaType, file.Sha256, $"{file.FormSlug}-{file.Number}.{ending}")
            : TypedResults.Problem("The stored bytes are missing from the blob store.", statusCode: StatusCodes.Status404NotFound);

    /// <param name="fileName">null to let a browser show it.</param>
    private static FileStreamHttpResult Bytes(HttpContext context, Stream content, string mediaType, byte[] sha256, string? fileName)
    {
        context.ForbidAllContent();
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.File(
            content, mediaType, fileName, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(sha256)}\""), enableRangeProcessing: true);
    }
}
