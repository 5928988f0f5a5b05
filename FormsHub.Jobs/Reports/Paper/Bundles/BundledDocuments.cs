using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Paper.Bundles;

/// <summary>The received documents on their way into a bundle: copied out of the blob store, compared with their hash, looked at.</summary>
internal sealed class BundledDocuments(ScratchFolder folder, SubmissionFiles files, IBlobStore blobs)
{
    private const long MostBytes = 1024L * 1024 * 1024;
    private const int MostPages = 20_000;
    private const string TooMuch = "The documents are too large for one bundle. Narrow the list, for example by date, or take a ZIP archive.";

    private long _bytes;
    private int _pages;
    private int _count;

    /// <summary>May be called for several submissions at once.</summary>
    /// <exception cref="ReportObstacleException">All together they are too large.</exception>
    public async Task<BundledDocument> TakeAsync(SubmissionDetail submission, CancellationToken cancellationToken)
    {
        if (submission.DocumentSha256 is not { } sha256 || await files.DocumentAsync(submission.Row.Id, cancellationToken) is not { } document)
        {
            return new(null, 0, "It has not arrived yet.");
        }

        if (document.MediaType != "application/pdf")
        {
            return new(null, 0, $"It is no PDF file ({document.MediaType}).");
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"document-{Interlocked.Increment(ref _count)}.pdf");
        if (await CopyAsync(sha256, folder.FileOf(name), cancellationToken) is { } problem)
        {
            return new(null, 0, problem);
        }

        var look = await Qpdf.LookAsync(folder.Path, name, cancellationToken);
        if (look.Problem is not null)
        {
            File.Delete(folder.FileOf(name));
            return new(null, 0, look.Problem);
        }

        return Interlocked.Add(ref _pages, look.Pages) <= MostPages ? new(name, look.Pages, null) : throw new ReportObstacleException(TooMuch);
    }

    /// <returns>What is wrong with it; null when nothing is.</returns>
    private async Task<string?> CopyAsync(byte[] sha256, string path, CancellationToken cancellationToken)
    {
        await using var content = blobs.OpenRead(sha256);
        if (content is null)
        {
            return "Its bytes are missing from the blob store.";
        }

        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var copy = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    if (Interlocked.Add(ref _bytes, read) > MostBytes)
                    {
                        throw new ReportObstacleException(TooMuch);
                    }

                    hash.AppendData(buffer, 0, read);
                    await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }

            if (hash.GetHashAndReset().AsSpan().SequenceEqual(sha256))
            {
                return null;
            }

            File.Delete(path);
            return "Its stored bytes are not those that were received.";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>What became of a received document.</summary>
/// <param name="File">Its copy's name; null when it cannot be appended.</param>
/// <param name="Pages">Its pages.</param>
/// <param name="Problem">Why it cannot be appended, in a sentence.</param>
internal sealed record BundledDocument(string? File, int Pages, string? Problem);
