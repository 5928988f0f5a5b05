using System.Net;
using System.Threading.RateLimiting;
using FormsHub.Jobs;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Slows guessing down: some attempts at once from an address, then one every six seconds. Nobody's account is ever locked by somebody else's guesses.</summary>
internal sealed class SignInAttempts(IOptions<AccessOptions> options) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(6);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(NetworkAddress.Of(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.SignInAttempts,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <returns>Whether this attempt may be looked at.</returns>
    public bool TryTake(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
