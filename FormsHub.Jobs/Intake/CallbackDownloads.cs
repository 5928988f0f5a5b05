using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Intake;

/// <summary>What the links of one callback brought: stored bytes, or the first reason why it cannot be accepted.</summary>
internal sealed record Arrived
{
    public BlobReference? Document { get; init; }

    public BlobReference? Changes { get; init; }

    public BlobReference? FormData { get; init; }

    /// <summary>The folder of the conversion; empty when no link said one.</summary>
    public string SavePath { get; init; } = "";

    public IntakeResult? Failure { get; init; }
}

/// <summary>Fetches everything one callback points at, at once.</summary>
internal sealed class CallbackDownloads(DocumentServerDownload download, DocumentServerLinks links, LimitsOptions limits)
{
    // Folder names take part in a unique index.
    private const int LongestSavePath = 512;

    /// <summary>A submit: whatever is linked must arrive before it is accepted, because it comes once.</summary>
    public Task<Arrived> OfSubmitAsync(Callback callback, CancellationToken cancellationToken) =>
        FetchAsync(
            callback,
            ExpectedContent.Document(FileTypeOf(callback), limits),
            ExpectedContent.FormData(limits),
            cancellationToken);

    /// <summary>A submit whose document the editor could not save: the form data must arrive; what there is of the document may.</summary>
    public async Task<Arrived> OfFailedSubmitAsync(Callback callback, CancellationToken cancellationToken)
    {
        var document = OfSaveAsync(callback, corrupted: true, cancellationToken);
        var submitted = await FetchAsync(callback with { Url = null, ChangesUrl = null }, null, ExpectedContent.FormData(limits), cancellationToken);
        var aside = await document;
        return submitted with { Document = aside.Document, Changes = aside.Changes };
    }

    /// <summary>A save.</summary>
    public Task<Arrived> OfSaveAsync(Callback callback, bool corrupted, CancellationToken cancellationToken)
    {
        var fileType = FileTypeOf(callback);
        var document = corrupted ? ExpectedContent.CorruptedDocument(fileType, limits) : ExpectedContent.Document(fileType, limits);
        return FetchAsync(callback with { FormsDataUrl = null }, document, null, cancellationToken);
    }

    private async Task<Arrived> FetchAsync(Callback callback, ExpectedContent? document, ExpectedContent? formData, CancellationToken cancellationToken)
    {
        (string? Link, ExpectedContent? Expected)[] wanted =
            [(callback.Url, document), (callback.ChangesUrl, ExpectedContent.Changes(limits)), (callback.FormsDataUrl, formData)];
        var resolved = new DocumentServerLink?[wanted.Length];
        for (var index = 0; index < wanted.Length; index++)
        {
            if (wanted[index] is ({ } link, { } expected) && (resolved[index] = links.Resolve(link)) is not { SavePath.Length: <= LongestSavePath })
            {
                return new Arrived { Failure = new(IntakeOutcome.RefusedLink, $"The link of the {expected.Noun} does not lead into the Document Server's cache.") };
            }
        }

        // The first failure decides the answer, so the others need not be waited for.
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IntakeResult? failure = null;
        async Task<BlobReference?> FetchOneAsync(int index)
        {
            if (resolved[index] is not { } link)
            {
                return null;
            }

            var fetched = await download.FetchAsync(link, wanted[index].Expected!, rest.Token);
            if (fetched.Failure is not null && Interlocked.CompareExchange(ref failure, fetched.Failure, null) is null)
            {
                await rest.CancelAsync();
            }

            return fetched.Blob;
        }

        try
        {
            var stored = await Task.WhenAll(FetchOneAsync(0), FetchOneAsync(1), FetchOneAsync(2));
            return failure is not null ? new Arrived { Failure = failure } : new Arrived
            {
                Document = stored[0],
                Changes = stored[1],
                FormData = stored[2],
                SavePath = (resolved[0] ?? resolved[2] ?? resolved[1])?.SavePath ?? "",
            };
        }
        catch (OperationCanceledException) when (failure is not null && !cancellationToken.IsCancellationRequested)
        {
            return new Arrived { Failure = failure };
        }
    }

    private static string? FileTypeOf(Callback callback)
    {
        if (callback.FileType is { Length: > 0 } named)
        {
            return named;
        }

        var path = callback.Url?.Split('?', '#')[0];
        return path is null ? null : Path.GetExtension(path).TrimStart('.');
    }
}
