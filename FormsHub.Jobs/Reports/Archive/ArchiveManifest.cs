using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Paper;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Archive;

/// <summary>The list of everything in an archive with its hash, and of everything that should be in it and is not. It waits in a file without a name for its place at the end.</summary>
internal sealed class ArchiveManifest : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly FileStream _lines = UnnamedFile.Create();
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _files;
    private long _bytes;
    private long _problems;

    public void Add(SubmissionRow row, string? folder, string verificationCode, IReadOnlyList<ArchivedFile> files)
    {
        WriteLine(json =>
        {
            json.WriteNumber("number", row.Number);
            json.WriteNumber("id", row.Id);
            json.WriteString("submittedAt", DateTime.SpecifyKind(row.SubmittedAt, DateTimeKind.Utc));
            json.WriteString("submitter", row.Submitter);
            json.WriteString("folder", folder);
            json.WriteString("verificationCode", verificationCode);
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                Write(json, file);
            }

            json.WriteEndArray();
        });
        foreach (var file in files)
        {
            _files += file.Path is null ? 0 : 1;
            _bytes += file.Path is null ? 0 : file.Size;
            _problems += file.Problem is null ? 0 : 1;
        }
    }

    /// <summary>Writes it as one JSON object, or, when it is long, as lines that can be read one by one.</summary>
    public async Task WriteAsync(ZipWriter.ZipEntry entry, ReportRequest request, long submissions, bool asLines, CancellationToken cancellationToken)
    {
        async Task PutAsync(ReadOnlyMemory<byte> bytes) => await entry.WriteAsync(bytes, cancellationToken);
        var end = Take(json => Totals(json, submissions));
        var head = Take(json => Head(json, request));
        await PutAsync(asLines ? head : head.AsMemory(0, head.Length - 1));
        await PutAsync(asLines ? "\n"u8.ToArray() : ",\n\"submissions\":[\n"u8.ToArray());
        _lines.Position = 0;
        var buffer = new byte[64 * 1024];
        var (isFirst, startsLine) = (true, true);
        for (int read; (read = await _lines.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (asLines)
            {
                await PutAsync(buffer.AsMemory(0, read));
                continue;
            }

            // The ends of lines become commas between them; a line may go on in the next piece.
            for (var start = 0; start < read;)
            {
                var found = buffer.AsSpan(start, read - start).IndexOf((byte)'\n');
                var length = found < 0 ? read - start : found;
                if (length > 0 && !isFirst && startsLine)
                {
                    await PutAsync(",\n"u8.ToArray());
                }

                (isFirst, startsLine) = (false, found >= 0);
                await PutAsync(buffer.AsMemory(start, length));
                start += length + (found < 0 ? 0 : 1);
            }
        }

        await PutAsync(asLines ? end : [.. "\n],\n"u8, .. end.AsSpan(1)]);
        await PutAsync("\n"u8.ToArray());
    }

    public void Dispose() => _lines.Dispose();

    private static void Head(Utf8JsonWriter json, ReportRequest request)
    {
        json.WriteStartObject("form");
        json.WriteNumber("id", request.Form.Id);
        json.WriteString("slug", request.Form.Slug);
        json.WriteString("title", request.Form.Title);
        json.WriteEndObject();
        json.WriteString("filter", FilterText.Sentence(request.Query));
        json.WriteString("madeAt", request.RequestedAt.UtcDateTime);
        json.WriteString("madeFor", request.RequestedBy);
        json.WriteStartObject("contains");
        json.WriteBoolean("documents", request.Options.Documents);
        json.WriteBoolean("images", request.Options.Images);
        json.WriteBoolean("data", request.Options.Data);
        json.WriteEndObject();
    }

    private void Totals(Utf8JsonWriter json, long submissions)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("submissions", submissions);
        json.WriteNumber("files", _files);
        json.WriteNumber("bytes", _bytes);
        json.WriteNumber("problems", _problems);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ArchivedFile file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteString("kind", file.Kind);
        if (file.Field is not null)
        {
            json.WriteString("field", file.Field);
        }

        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("size", file.Size);
        json.WriteString("mediaType", file.MediaType);
        if (file.Problem is not null)
        {
            json.WriteString("problem", file.Problem);
            json.WriteString("receivedSha256", file.ReceivedSha256);
        }

        json.WriteEndObject();
    }

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        _lines.Write(Take(members));
        _lines.WriteByte((byte)'\n');
    }

    private byte[] Take(Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return _line.WrittenSpan.ToArray();
    }
}

/// <summary>A file of a submission as the manifest names it.</summary>
/// <param name="Path">In the archive; null when it is not there.</param>
/// <param name="Kind">document, formData or picture.</param>
/// <param name="Field">The name of a picture's field.</param>
/// <param name="Sha256">Of the bytes in the archive, or that should be there.</param>
/// <param name="Size">Likewise.</param>
/// <param name="Problem">Why it is missing or not as it was received, in a sentence.</param>
/// <param name="ReceivedSha256">What was received, where there is a problem.</param>
internal sealed record ArchivedFile(string? Path, string Kind, string? Field, string? Sha256, long Size, string MediaType, string? Problem = null, string? ReceivedSha256 = null);
