using System.Net;
using System.Threading.RateLimiting;
using FormsHub.Jobs;
using FormsHub.Web.Access;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Reports;

/// <summary>Slows guessing links down: some at once from an address, then one every two seconds.</summary>
internal sealed class LinkDownloads(IOptions<ReportsOptions> options) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(NetworkAddress.Of(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.LinkDownloads,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <returns>Whether this link may be followed.</returns>
    public bool TryTake(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
