using System.ComponentModel.DataAnnotations;

namespace FormsHub.Jobs;

/// <summary>How fill sessions are judged (section <c>Sessions</c>).</summary>
public sealed class SessionsOptions
{
    /// <summary>Minutes without a change and with nobody inside after which a session counts as abandoned.</summary>
    [Range(1, 43_200)]
    public int AbandonedMinutes { get; set; } = 60;
}
