using FormsHub.Jobs.Submissions;

namespace FormsHub.Web.Look;

/// <summary>What narrows a list or summary down, each part with a way to take it off.</summary>
/// <param name="Address">Of the page they stand on.</param>
/// <param name="Query">What the address asks.</param>
public sealed record FilterChips(ListAddress Address, SubmissionQuery Query);
