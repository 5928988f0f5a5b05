using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Reports;

/// <summary>Reports made in memory.</summary>
internal static class Report
{
    public static readonly BlobReference Signature = new(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray(), "image/png", 12 * 1024);

    public static ReportTable Of(string title, IReadOnlyList<ReportColumn> columns, params IEnumerable<FieldValue[]> rows) =>
        new() { Title = title, Columns = columns, Rows = Stream(rows) };

    /// <summary>One column, one text a row.</summary>
    public static ReportTable OfTexts(params IEnumerable<string> texts) =>
        Of("Texts", [new("Text", ColumnKind.Text)], texts.Select(text => new[] { FieldValue.OfText(text) }));

    /// <summary>Rows that arrive asynchronously in one array, used again for each row as a database reader does.</summary>
    private static async IAsyncEnumerable<FieldValue[]> Stream(IEnumerable<FieldValue[]> rows)
    {
        FieldValue[] reused = [];
        foreach (var row in rows)
        {
            await Task.Yield();
            if (reused.Length != row.Length)
            {
                reused = new FieldValue[row.Length];
            }
            row.CopyTo(reused, 0);
            yield return reused;
        }
    }
}

/// <summary>A target like Kestrel's response: forward only, synchronous writes refused. Can fail or call back after some bytes.</summary>
internal sealed class AsyncOnlyStream : Stream
{
    private readonly MemoryStream _bytes = new();

    /// <summary>Called before each write with the bytes so far.</summary>
    public Action<long>? BeforeWrite { get; init; }

    /// <summary>false: bytes are taken and forgotten.</summary>
    public bool Keeps { get; init; } = true;

    public byte[] ToArray() => _bytes.ToArray();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(_bytes.Length);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        if (Keeps)
        {
            await _bytes.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>A clock that stands still.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
