using System.Net;
using System.Threading.RateLimiting;
using FormsHub.Jobs;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Access;

/// <summary>Slows guessing of passwords down: some attempts at once from an address, then one every six seconds. Nobody's account is ever locked by somebody else's guesses.</summary>
internal sealed class SignInAttempts(IOptions<AccessOptions> options) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(6);

    private readonly PartitionedRateLimiter<(IPAddress From, string To)> _limiter = PartitionedRateLimiter.Create<(IPAddress From, string To), (IPAddress, string)>(attempt =>
        RateLimitPartition.GetTokenBucketLimiter((NetworkAddress.Of(attempt.From), attempt.To), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.SignInAttempts,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <param name="context">Whose attempt it is.</param>
    /// <param name="to">What is tried to be opened: guesses at one door do not close another.</param>
    /// <returns>Whether this attempt may be looked at.</returns>
    public bool TryTake(HttpContext context, string to = "sign-in")
    {
        using var lease = _limiter.AttemptAcquire((context.Connection.RemoteIpAddress ?? IPAddress.None, to));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
