using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Intake;
using FormsHub.Jobs.Sessions;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Callbacks;

/// <summary>The inbox of the API: callbacks as they came, what they stored, and making a submission's values again.</summary>
internal static class InboxEndpoint
{
    private const int DefaultLimit = 100;
    private const int MostLimit = 1000;

    public static async Task<Results<Ok<Page<CallbackEvent>>, ProblemHttpResult>> ListAsync(
        string? documentKey, int? status, string? outcome, int? limit, string? cursor, Inbox inbox, CancellationToken cancellationToken)
    {
        if (outcome is not null && !Enum.GetValues<IntakeOutcome>().Select(IntakeResult.NameOf).Contains(outcome))
        {
            var known = string.Join(", ", Enum.GetValues<IntakeOutcome>().Select(IntakeResult.NameOf));
            return TypedResults.Problem($"There is no outcome \"{outcome}\". There are: {known}.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (documentKey?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return TypedResults.Problem("A document key has no such character.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!TryPage(limit, cursor, out var before, out var size))
        {
            return BadPage();
        }

        var events = await inbox.ListAsync(new InboxQuery(documentKey, status, outcome, before, size), cancellationToken);
        return TypedResults.Ok(Page.Of(events, size, found => found.Id));
    }

    public static async Task<Results<Accepted<ReplayResponse>, ProblemHttpResult>> ReplayAsync(long id, Inbox inbox, CancellationToken cancellationToken) =>
        await inbox.ReplayAsync(id, cancellationToken) switch
        {
            null => TypedResults.Problem($"There is no callback {id}.", statusCode: StatusCodes.Status404NotFound),
            { SubmissionId: { } submission } => TypedResults.Accepted($"/api/submissions/{submission}", new ReplayResponse(submission, "received")),
            var replay => TypedResults.Problem(
                $"This callback ({replay.Outcome}) left no form data to read again: it was no submission, or its bytes never arrived.",
                title: "Nothing to replay.", statusCode: StatusCodes.Status409Conflict),
        };

    public static async Task<Results<Ok<Page<DocumentSave>>, ProblemHttpResult>> SavesAsync(
        int id, int? limit, string? cursor, FormCatalog catalog, Inbox inbox, CancellationToken cancellationToken)
    {
        if (!TryPage(limit, cursor, out var before, out var size))
        {
            return BadPage();
        }

        return await catalog.GetAsync(id, cancellationToken) is null
            ? FormsEndpoint.NoSuchForm(id)
            : TypedResults.Ok(Page.Of(await inbox.SavesAsync(id, before, size, cancellationToken), size, save => save.Id));
    }

    public static async Task<Results<Ok<SessionTimeline>, ProblemHttpResult>> SessionAsync(
        Guid id, Inbox inbox, SessionReader reader, CancellationToken cancellationToken) =>
        await inbox.TimelineAsync(id, cancellationToken) is { } timeline && await reader.GetAsync(id, cancellationToken) is { } session
            ? TypedResults.Ok(timeline with
            {
                Progress = SessionProgressRule.NameOf(session.Progress),
                OpenedAt = session.OpenedAt,
                ChangedAt = session.ChangedAt,
                SubmittedAt = session.SubmittedAt,
                LastActivityAt = session.LastActivityAt,
                MinutesSpent = Math.Round(session.TimeSpent.TotalMinutes, 1),
            })
            : TypedResults.Problem($"There is no fill session {id}.", statusCode: StatusCodes.Status404NotFound);

    private static bool TryPage(int? limit, string? cursor, out long? before, out int size)
    {
        size = limit ?? DefaultLimit;
        before = null;
        if (size is < 1 or > MostLimit)
        {
            return false;
        }

        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        var isNumber = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        before = id;
        return isNumber;
    }

    private static ProblemHttpResult BadPage() => TypedResults.Problem(
        $"limit is 1 to {MostLimit}, and cursor is the next of an earlier answer.", statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>Some entries of a list.</summary>
/// <param name="Next">The cursor of the next page; null after the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Makes pages of what was found.</summary>
internal static class Page
{
    public static Page<T> Of<T>(IReadOnlyList<T> items, int limit, Func<T, long> id) =>
        new(items, items.Count == limit ? id(items[^1]).ToString(CultureInfo.InvariantCulture) : null);
}

/// <summary>A submission whose values are being made again.</summary>
internal sealed record ReplayResponse(long SubmissionId, string State);
