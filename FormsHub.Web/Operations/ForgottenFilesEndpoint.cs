using FormsHub.Jobs.DocumentServer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Operations;

/// <summary>Documents that the Document Server kept because nobody took their final save.</summary>
internal static class ForgottenFilesEndpoint
{
    private const int Most = 200;

    public static async Task<Ok<ForgottenResponse>> ListAsync(ForgottenFiles files, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ForgottenResponse(await files.LastLookAsync(cancellationToken), await files.ListAsync(Most, cancellationToken)));

    public static async Task<Accepted> RunAsync(ForgottenFiles files, CancellationToken cancellationToken)
    {
        await files.RunNowAsync(cancellationToken);
        return TypedResults.Accepted("/api/operations/forgotten-files");
    }
}

/// <summary>What waits, what was stored lately, and the last look at the Document Server's list.</summary>
/// <param name="LastLook">null before the first.</param>
internal sealed record ForgottenResponse(ForgottenLook? LastLook, IReadOnlyList<ForgottenFile> Items);
