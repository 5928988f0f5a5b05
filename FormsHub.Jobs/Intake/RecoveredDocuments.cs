using FormsHub.Jobs.DocumentServer;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Intake;

/// <summary>Takes in a document that no callback brought: the Document Server kept it because FormsHub did not take its final save.</summary>
public sealed class RecoveredDocuments(
    DocumentServerDownload download, DocumentServerLinks links, NpgsqlDataSource database, TimeProvider clock, IOptions<LimitsOptions> limits)
{
    private const string Remark = "It was found among the Document Server's forgotten files.";

    private readonly CallbackLedger _ledger = new(database, clock);

    /// <summary>Fetches the bytes, without looking whether they are stored already.</summary>
    /// <param name="url">As the Document Server gave it; only its path and query count.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Download> FetchAsync(string documentKey, string url, CancellationToken cancellationToken)
    {
        // A store that looks files up by the beginning of their names could give another document's for a key that begins alike.
        if (links.Resolve(url) is not { } link || !Uri.UnescapeDataString(link.SavePath).EndsWith($"/{documentKey}", StringComparison.Ordinal))
        {
            return Download.Failed(IntakeOutcome.RefusedLink, "The link of the forgotten file does not lead to it.");
        }

        return await download.FetchAsync(link, ExpectedContent.Document(FileTypeOf(link), limits.Value), cancellationToken);
    }

    /// <summary>Keeps fetched bytes as the document's final save; equal ones make no new version, and doing it twice changes nothing.</summary>
    /// <param name="fetched">Its blob is there.</param>
    /// <param name="url">For the file type.</param>
    /// <param name="askedAt">Before it was fetched: a final save that came after that is newer.</param>
    public Task<IntakeOutcome> KeepAsync(string documentKey, Download fetched, string url, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
        _ledger.RecordRecoveredAsync(
            new CallbackRecord
            {
                DocumentKey = documentKey,
                Callback = new Callback { Key = documentKey, Status = (int)DocumentStatus.ReadyForSaving, FileType = FileTypeOf(links.Resolve(url)!) },
                ReceivedAt = askedAt,
                Started = clock.GetTimestamp(),
                Error = Remark,
                Document = fetched.Blob,
                Recovered = true,
            },
            cancellationToken);

    private static string FileTypeOf(DocumentServerLink link) => Path.GetExtension(link.FileName).TrimStart('.');
}
