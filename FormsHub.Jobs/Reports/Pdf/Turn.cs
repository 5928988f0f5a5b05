using System.Diagnostics;

namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>The right to call Pango and Cairo, which one document of the process has at a time; it is lent to others whenever something else is waited for.</summary>
/// <remarks>
/// Cairo keeps ten font files open for all threads, and 1.16 closes one that another thread is about to read: with more fonts and two threads the process ends with a
/// segmentation fault. What belongs to the libraries is also let go of within a turn.
/// </remarks>
internal sealed class Turn : IDisposable
{
    // A receipt takes far less, so that receipts come one after the other; longer documents let others pass.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private static readonly SemaphoreSlim Free = new(1, 1);

    private long _since = Stopwatch.GetTimestamp();

    private Turn()
    {
    }

    public static async Task<Turn> BeginAsync(CancellationToken cancellationToken)
    {
        await Free.WaitAsync(cancellationToken);
        return new Turn();
    }

    /// <summary>For what runs on a thread of its own.</summary>
    public static Turn Begin()
    {
        Free.Wait();
        return new Turn();
    }

    /// <summary>Waits for something that calls neither library, while others have their turn.</summary>
    public async ValueTask<T> WaitAsync<T>(ValueTask<T> something)
    {
        if (something.IsCompleted)
        {
            return await something;
        }

        Free.Release();
        try
        {
            return await something;
        }
        finally
        {
            // Whatever happened outside, the caller still has things of the libraries to let go of.
            await Free.WaitAsync(CancellationToken.None);
            _since = Stopwatch.GetTimestamp();
        }
    }

    /// <inheritdoc cref="WaitAsync{T}"/>
    public async ValueTask WaitAsync(ValueTask something) => await WaitAsync(AsTrueAsync(something));

    /// <summary>Lets others have their turn when this one has been long.</summary>
    public async ValueTask LetOthersAsync()
    {
        if (Stopwatch.GetElapsedTime(_since) > Longest)
        {
            Free.Release();
            await Free.WaitAsync(CancellationToken.None);
            _since = Stopwatch.GetTimestamp();
        }
    }

    public void Dispose() => Free.Release();

    private static async ValueTask<bool> AsTrueAsync(ValueTask something)
    {
        await something;
        return true;
    }
}
