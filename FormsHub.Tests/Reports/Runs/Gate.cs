using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Runs;

/// <summary>Holds the odd format in the middle of its file.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Gate(ReportsApplication app) => app.Odd.Write = async (source, target, cancellationToken) =>
    {
        var rows = 0L;
        await foreach (var row in source.RowsAsync(cancellationToken))
        {
            await target.WriteAsync(new byte[] { (byte)row.Number }, cancellationToken);
            if (rows++ == RowsBefore)
            {
                _reached.TrySetResult();
                try
                {
                    await _open.Task.WaitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    WasCancelled = true;
                    throw;
                }
            }
        }

        return rows;
    };

    public int RowsBefore { get; init; }

    public bool WasCancelled { get; private set; }

    public Task Reached => _reached.Task.WaitAsync(Deadline.Longest);

    public void Open() => _open.TrySetResult();
}
