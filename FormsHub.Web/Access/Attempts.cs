using System.Net;
using System.Threading.RateLimiting;

namespace FormsHub.Web.Access;

/// <summary>Slows guessing down: some attempts at once from an address, then one whenever a pause has passed.</summary>
internal abstract class Attempts(int atOnce, TimeSpan pause) : IDisposable
{
    private readonly PartitionedRateLimiter<(IPAddress From, string To)> _limiter = PartitionedRateLimiter.Create<(IPAddress From, string To), (IPAddress, string)>(attempt =>
        RateLimitPartition.GetTokenBucketLimiter((NetworkAddress.Of(attempt.From), attempt.To), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <param name="context">Whose attempt it is.</param>
    /// <param name="to">What is tried to be opened: guesses at one door do not close another.</param>
    /// <returns>Whether this attempt may be looked at.</returns>
    public bool TryTake(HttpContext context, string to = "")
    {
        using var lease = _limiter.AttemptAcquire((context.Connection.RemoteIpAddress ?? IPAddress.None, to));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
