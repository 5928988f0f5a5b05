using FormsHub.Jobs;
using FormsHub.Web.Access;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Verification;

/// <summary>Slows guessing of codes down.</summary>
internal sealed class VerificationAttempts(IOptions<AccessOptions> options) : Attempts(options.Value.VerificationAttempts, Pause)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
}
