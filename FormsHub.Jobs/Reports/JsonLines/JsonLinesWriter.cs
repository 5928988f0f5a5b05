using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.JsonLines;

/// <summary>Writes rows as JSON Lines: one object a line, UTF-8, ended by a line feed. The target is written to asynchronously and only in whole lines.</summary>
public static class JsonLinesWriter
{
    public const string MediaType = "application/jsonl";
    private const int EnoughBytes = 64 * 1024;

    // A file, not a web page: letters of every script stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line a row, in the shape the caller gives it.</summary>
    /// <param name="writeObject">Writes exactly one object; called for a row before the next one is asked for.</param>
    /// <returns>Rows written.</returns>
    public static async Task<long> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows, Action<Utf8JsonWriter, TRow> writeObject, Stream target, CancellationToken cancellationToken)
    {
        var pending = new ArrayBufferWriter<byte>(2 * EnoughBytes);
        await using var json = new Utf8JsonWriter(pending, Readable);
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            writeObject(json, row);
            json.Flush();
            json.Reset();
            pending.Write("\n"u8);
            count++;
            // The first line at once: who waits sees that it has begun.
            if (count == 1 || pending.WrittenCount >= EnoughBytes)
            {
                await target.WriteAsync(pending.WrittenMemory, cancellationToken);
                pending.ResetWrittenCount();
            }
        }
        await target.WriteAsync(pending.WrittenMemory, cancellationToken);
        await target.FlushAsync(cancellationToken);
        return count;
    }

    /// <summary>One line a row of a report: its headers as names, its cells as <see cref="JsonFieldValue"/> writes them.</summary>
    /// <param name="url">The address under which a picture's bytes are read.</param>
    public static Task<long> WriteAsync(ReportTable table, Func<BlobReference, string> url, Stream target, CancellationToken cancellationToken)
    {
        var names = table.Columns.Select(column => JsonEncodedText.Encode(column.Header, Readable.Encoder)).ToArray();
        return WriteAsync(table.Rows, WriteRow, target, cancellationToken);

        void WriteRow(Utf8JsonWriter json, FieldValue[] row)
        {
            if (row.Length != names.Length)
            {
                throw new InvalidOperationException($"A row of the report has {row.Length} cells, the report {names.Length} columns.");
            }
            json.WriteStartObject();
            for (var column = 0; column < row.Length; column++)
            {
                json.WritePropertyName(names[column]);
                JsonFieldValue.Write(json, in row[column], url);
            }
            json.WriteEndObject();
        }
    }
}
