using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Sessions;

/// <summary>The moments that decide how a fill session is judged now.</summary>
public sealed class SessionClock(TimeProvider clock, IOptions<SessionsOptions> options)
{
    /// <summary>Nobody stays inside longer without another word of the editor: a Document Server that died says of nobody that they left.</summary>
    public static readonly TimeSpan LongestStay = TimeSpan.FromHours(24);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>How long a session must be quiet to count as abandoned.</summary>
    public TimeSpan Patience => TimeSpan.FromMinutes(options.Value.AbandonedMinutes);
}
