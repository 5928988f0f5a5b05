namespace FormsHub.Jobs.Intake;

/// <summary>
/// The body of a download while it is being stored: gives up on a stall, checks the first bytes, and tells trouble with the network from
/// trouble with the disk that the same call writes to.
/// </summary>
internal sealed class DownloadStream(Stream body, ContentStart start, StallClock stall) : Stream
{
    private const int LongestStart = 5;

    private readonly byte[] _first = new byte[LongestStart];
    private int _seen;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="DownloadInterruptedException">The network failed or nothing came for too long.</exception>
    /// <exception cref="UnexpectedContentException">It is empty or begins otherwise than it should.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            stall.Progress();
            read = await body.ReadAsync(buffer, stall.Token);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException || (failure is OperationCanceledException && stall.HasStalled))
        {
            throw new DownloadInterruptedException(failure);
        }

        Check(buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Downloads are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty && _seen < Math.Max(1, StartLength))
        {
            throw new UnexpectedContentException(_seen == 0 ? "is empty" : "is not of the announced type");
        }

        if (_seen >= LongestStart || bytes.IsEmpty)
        {
            return;
        }

        var taken = Math.Min(bytes.Length, LongestStart - _seen);
        bytes[..taken].CopyTo(_first.AsSpan(_seen));
        _seen += taken;
        if (_seen >= StartLength && !Begins())
        {
            throw new UnexpectedContentException("is not of the announced type");
        }
    }

    private int StartLength => start switch { ContentStart.Pdf => 5, ContentStart.Zip => 4, _ => 0 };

    private bool Begins() => start switch
    {
        ContentStart.Pdf => _first.AsSpan(0, 5).SequenceEqual("%PDF-"u8),
        ContentStart.Zip => _first.AsSpan(0, 4).SequenceEqual("PK\x03\x04"u8) || _first.AsSpan(0, 4).SequenceEqual("PK\x05\x06"u8),
        _ => true,
    };
}

/// <summary>Ends a download without progress; the caller's own cancellation ends it too.</summary>
internal sealed class StallClock : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stall;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _patience;

    public StallClock(TimeSpan patience, TimeProvider clock, CancellationToken caller)
    {
        _patience = patience;
        _caller = caller;
        _stall = new CancellationTokenSource(patience, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stall.Token, caller);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The stall, not the caller, ended it.</summary>
    public bool HasStalled => _stall.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Progress() => _stall.CancelAfter(_patience);

    public void Dispose()
    {
        _either.Dispose();
        _stall.Dispose();
    }
}

/// <summary>The Document Server stopped delivering.</summary>
internal sealed class DownloadInterruptedException(Exception cause) : Exception("The download was interrupted.", cause);

/// <summary>What came is not what was announced.</summary>
internal sealed class UnexpectedContentException(string complaint) : Exception(complaint);
