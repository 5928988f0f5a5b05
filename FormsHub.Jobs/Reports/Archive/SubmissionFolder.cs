using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>Writes the files of one submission after the other, each submission's into a folder of its own.</summary>
internal sealed class SubmissionFolder(ZipWriter zip, IBlobStore blobs, Form form, IReadOnlyList<FormField> fields)
{
    // Together short enough for a path of Windows, wherever the archive is unpacked.
    private const int LongestFolder = 80;
    private const int LongestName = 80;

    private readonly StoredBytes _bytes = new(blobs);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pictures = new(StringComparer.Ordinal);
    private readonly int _digits = Math.Max(4, form.LastNumber.ToString(CultureInfo.InvariantCulture).Length);

    /// <summary>Of the submission at hand; null while it has no file.</summary>
    public string? Folder { get; private set; }

    /// <summary>Where a picture of the submission at hand is in the archive; null when it is not there.</summary>
    public string? PathOf(BlobReference picture) => _pictures.GetValueOrDefault(picture.Hex);

    public async Task<IReadOnlyList<ArchivedFile>> WriteAsync(SubmissionRow row, IEnumerable<ReceivedFile> received, bool pictures, CancellationToken cancellationToken)
    {
        _taken.Clear();
        _pictures.Clear();
        Folder = null;
        var files = new List<ArchivedFile>();
        var folder = NameOf(row);
        foreach (var file in received.Concat(pictures ? PicturesOf(row) : []))
        {
            var written = await WriteAsync(file, folder, ReceiptTime.In(form, row.SubmittedAt).DateTime, cancellationToken);
            Folder ??= written.Path is null ? null : folder;
            files.Add(written);
            if (file.Kind == ReceivedFile.Picture && written.Path is not null)
            {
                _pictures[Convert.ToHexStringLower(file.Sha256)] = written.Path;
            }
        }

        return files;
    }

    /// <summary>The number makes it unique.</summary>
    private string NameOf(SubmissionRow row)
    {
        var number = row.Number.ToString(CultureInfo.InvariantCulture).PadLeft(_digits, '0');
        return row.Submitter is { } submitter ? SafeFileName.Of($"{number} {submitter}", LongestFolder, number) : number;
    }

    private IEnumerable<ReceivedFile> PicturesOf(SubmissionRow row)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (row.Values[i].Blob is { } blob)
            {
                yield return new ReceivedFile { SubmissionId = row.Id, Kind = ReceivedFile.Picture, FieldId = fields[i].Id, Sha256 = blob.Sha256, MediaType = blob.MediaType, Size = blob.Size };
            }
        }
    }

    private async Task<ArchivedFile> WriteAsync(ReceivedFile file, string folder, DateTime time, CancellationToken cancellationToken)
    {
        var field = file.FieldId is { } id ? fields.FirstOrDefault(field => field.Id == id) : null;
        var received = Convert.ToHexStringLower(file.Sha256);
        var state = await _bytes.LookAsync(file.Sha256, cancellationToken);
        if (state is StoredState.Missing or StoredState.Unreadable)
        {
            var problem = state == StoredState.Missing ? "Its bytes are missing from the blob store." : "Its bytes cannot be read from the blob store.";
            return new(null, file.Kind, field?.Name, null, file.Size, file.MediaType, problem, received);
        }

        var isDamaged = state == StoredState.Damaged;
        var path = $"{folder}/{Unique(file, field, isDamaged)}";
        await using var content = _bytes.Open();
        if (file.Kind == ReceivedFile.FormData)
        {
            using var entry = zip.Begin(path, time, isLarge: false);
            await entry.WriteAsync(content, cancellationToken);
            await entry.EndAsync(cancellationToken);
        }
        else
        {
            // Pictures and PDF files are packed inside.
            await zip.StoreAsync(path, time, content, _bytes.Size, _bytes.Crc, cancellationToken);
        }

        return isDamaged
            ? new(path, file.Kind, field?.Name, Convert.ToHexStringLower(_bytes.Sha256), _bytes.Size, file.MediaType, "Its stored bytes are not those that were received.", received)
            : new(path, file.Kind, field?.Name, received, _bytes.Size, file.MediaType);
    }

    private string Unique(ReceivedFile file, FormField? field, bool isDamaged)
    {
        var ending = EndingOf(file);
        var name = file.Kind switch
        {
            ReceivedFile.Document => "document",
            ReceivedFile.FormData => "form-data",
            _ => SafeFileName.Of(field is { Label.Length: > 0 } ? field.Label : field?.Key ?? "", LongestName, "picture"),
        };
        for (var number = 1; ; number++)
        {
            var candidate = (number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({number})")) + (isDamaged ? " (damaged)" : "") + ending;
            if (_taken.Add(SafeFileName.Fold(candidate)))
            {
                return candidate;
            }
        }
    }

    private static string EndingOf(ReceivedFile file) => file.MediaType switch
    {
        "application/pdf" => ".pdf",
        "application/json" => ".json",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => ".xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => ".pptx",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "image/bmp" => ".bmp",
        _ => ".bin",
    };
}
