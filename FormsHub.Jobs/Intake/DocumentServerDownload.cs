using System.Net;
using System.Net.Sockets;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Intake;

/// <summary>What a download came to: stored bytes, or why there are none.</summary>
public readonly record struct Download(BlobReference? Blob, IntakeResult? Failure)
{
    public static Download Of(BlobReference blob) => new(blob, null);

    public static Download Failed(IntakeOutcome outcome, string message) => new(null, new IntakeResult(outcome, message));
}

/// <summary>Fetches what callbacks point at from the Document Server straight into the blob store.</summary>
public sealed class DocumentServerDownload(HttpClient http, IBlobStore blobs, TimeProvider clock, IOptions<DocumentServerOptions> options)
{
    /// <summary>The links live 900 s and what is behind them may be overwritten by the next submit: this runs while the sender waits.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Download> FetchAsync(DocumentServerLink link, ExpectedContent expected, CancellationToken cancellationToken)
    {
        using var stall = new StallClock(TimeSpan.FromSeconds(options.Value.DownloadStallSeconds), clock, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, link.Target);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token);
            if (Refusal(response.StatusCode, expected) is { } refusal)
            {
                return new Download(null, refusal);
            }

            if (response.Content.Headers.ContentLength > expected.Limit)
            {
                throw new BlobTooLargeException(expected.Limit);
            }

            await using var body = new DownloadStream(await response.Content.ReadAsStreamAsync(stall.Token), expected.Start, stall);
            return Download.Of(await blobs.WriteAsync(body, expected.MediaType, expected.Limit, cancellationToken));
        }
        catch (UnexpectedContentException content)
        {
            return Download.Failed(IntakeOutcome.RefusedContent, $"The {expected.Noun} {content.Message}.");
        }
        catch (BlobTooLargeException tooLarge)
        {
            return Download.Failed(IntakeOutcome.RefusedContent, $"The {expected.Noun} is larger than {tooLarge.Limit} bytes.");
        }
        // A bare SocketException: the peer was gone when SocketsHttpHandler asked for its address, which it does outside of what it wraps.
        catch (Exception network) when (network is DownloadInterruptedException or HttpRequestException or SocketException)
        {
            return Download.Failed(IntakeOutcome.DownloadFailed, $"The Document Server did not deliver the {expected.Noun}.");
        }
        catch (OperationCanceledException) when (stall.HasStalled)
        {
            return Download.Failed(IntakeOutcome.DownloadFailed, $"The Document Server did not deliver the {expected.Noun} in time.");
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            return Download.Failed(IntakeOutcome.StorageUnavailable, $"The {expected.Noun} could not be written: {disk.Message}");
        }
    }

    private static IntakeResult? Refusal(HttpStatusCode status, ExpectedContent expected) => (int)status switch
    {
        200 => null,
        >= 300 and < 400 => new(IntakeOutcome.RefusedLink, $"The link of the {expected.Noun} redirects, which is not followed."),
        408 or 429 or >= 500 => new(IntakeOutcome.DownloadFailed, $"The Document Server answered {(int)status} for the {expected.Noun}."),
        >= 400 => new(IntakeOutcome.LinkExpired, $"The Document Server answered {(int)status} for the {expected.Noun}."),
        _ => new(IntakeOutcome.RefusedContent, $"The Document Server answered {(int)status} for the {expected.Noun}."),
    };
}
