using Microsoft.Extensions.Options;

namespace FormsHub.Web.Callbacks;

/// <summary>The end of callbacks that are still under way when FormsHub stops: early enough that they are answered before their connections are cut.</summary>
internal sealed class CallbackEnd : IDisposable
{
    /// <summary>Noting the callback and sending the answer take well under this.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _stopping;

    public CallbackEnd(IHostApplicationLifetime application, IOptions<HostOptions> host)
    {
        var patience = host.Value.ShutdownTimeout - AnswerTime;
        _stopping = application.ApplicationStopping.Register(() => _end.CancelAfter(patience > TimeSpan.Zero ? patience : TimeSpan.Zero));
    }

    /// <summary>Not cancelled before FormsHub stops, and then only after what was nearly done has had its time.</summary>
    public CancellationToken Token => _end.Token;

    public void Dispose()
    {
        _stopping.Dispose();
        _end.Dispose();
    }
}
