using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>Takes the bytes that Cairo writes while it draws, and gives them to the target when there is time to wait for it.</summary>
internal sealed class PdfOutput(Stream target) : IDisposable
{
    private readonly PendingOutput _pending = new(target);
    private ArrayBufferWriter<byte>? _ending;
    private Exception? _failure;
    private bool _isClosed;
    private long _written;

    public bool IsFull => _pending.IsFull;

    /// <summary>From now on bytes are kept back: they are the file's ending, which may still be changed.</summary>
    /// <returns>How many bytes come before it.</returns>
    public long BeginEnding()
    {
        _ending = new ArrayBufferWriter<byte>();
        return _written;
    }

    /// <summary>Adds the ending.</summary>
    /// <param name="change">Makes the final bytes of those that Cairo wrote.</param>
    public void End(Func<byte[], byte[]> change)
    {
        var ending = _ending!.WrittenSpan.ToArray();
        _ending = null;
        _pending.Write(change(ending));
    }

    /// <summary>What is written from now on is nobody's: the file was given up.</summary>
    public void Close() => _isClosed = true;

    public void Dispose() => _pending.Dispose();

    public async ValueTask HandOnAsync(CancellationToken cancellationToken)
    {
        ThrowIfFailed();
        await _pending.HandOnAsync(cancellationToken);
    }

    public Task FinishAsync(CancellationToken cancellationToken) => _pending.FinishAsync(cancellationToken);

    public void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new PdfException("The file could not be kept.", _failure);
        }
    }

    /// <summary>Cairo's write function. No exception may pass through Cairo: it is kept, and thrown when Cairo has returned.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Write(nint closure, byte* bytes, uint length)
    {
        var output = (PdfOutput)GCHandle.FromIntPtr(closure).Target!;
        try
        {
            output.Take(new ReadOnlySpan<byte>(bytes, checked((int)length)));
            return Native.Cairo.Success;
        }
        catch (Exception exception)
        {
            output._failure ??= exception;
            return Native.Cairo.WriteError;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed)
        {
            return;
        }

        if (_ending is null)
        {
            _pending.Write(bytes);
        }
        else
        {
            _ending.Write(bytes);
        }

        _written += bytes.Length;
    }
}
