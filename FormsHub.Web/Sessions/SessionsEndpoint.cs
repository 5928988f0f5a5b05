using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sessions;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Forms;
using FormsHub.Web.Hosting;
using FormsHub.Web.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.Sessions;

/// <summary>A form's fill sessions for programs: the list, the funnel, and what was filled and saved.</summary>
internal static class SessionsEndpoint
{
    private const int UsualLimit = 50;

    public static async Task<Results<Ok<SessionListResponse>, ProblemHttpResult>> ListAsync(
        int id, HttpRequest request, string? limit, string? cursor, FormCatalog catalog, SessionReader reader, Addresses addresses, CancellationToken cancellationToken)
    {
        var (query, found) = SessionQueryParser.Parse(id, Pairs(request));
        var problems = found.ToList();
        var size = UsualLimit;
        if (!string.IsNullOrEmpty(limit) && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= SessionReader.LargestPage))
        {
            problems.Add(new QueryProblem("limit", $"A limit is a number from 1 to {SessionReader.LargestPage}."));
        }

        var after = string.IsNullOrEmpty(cursor) ? null : SessionCursor.Parse(cursor);
        if (after is null && !string.IsNullOrEmpty(cursor))
        {
            problems.Add(new QueryProblem("cursor", "This is no cursor of this list: take 'next' of its previous page."));
        }

        if (problems.Count > 0)
        {
            return QueryRequest.Refuse(problems);
        }

        if (await catalog.GetAsync(id, cancellationToken) is null)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        var page = await reader.PageAsync(query, size, after, cancellationToken);
        return TypedResults.Ok(new SessionListResponse([.. page.Sessions.Select(session => SessionResponse.Of(session, addresses))], page.Next?.ToString()));
    }

    public static async Task<Results<Ok<FunnelResponse>, ProblemHttpResult>> FunnelAsync(
        int id, HttpRequest request, FormCatalog catalog, SessionReader reader, SessionClock clock, CancellationToken cancellationToken)
    {
        var (query, problems) = SessionQueryParser.Parse(id, Pairs(request));
        if (query is not { Progress: null, Search: null })
        {
            problems = [.. problems, new QueryProblem("progress", "A funnel counts all sessions of a period: it takes from and to.")];
        }

        if (problems.Count > 0)
        {
            return QueryRequest.Refuse(problems);
        }

        if (await catalog.GetAsync(id, cancellationToken) is null)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        var funnel = await reader.FunnelAsync(query, cancellationToken);
        return TypedResults.Ok(new FunnelResponse(
            funnel.Sessions, funnel.Opened, funnel.Changed, funnel.Submitted,
            funnel.Counts.ToDictionary(count => SessionProgressRule.NameOf(count.Key), count => count.Value), (int)clock.Patience.TotalMinutes));
    }

    public static Task<Results<FileStreamHttpResult, ProblemHttpResult>> DocumentAsync(
        Guid id, HttpContext context, SessionReader reader, IBlobStore blobs, CancellationToken cancellationToken) =>
        SendAsync(id, null, context, reader, blobs, cancellationToken);

    public static Task<Results<FileStreamHttpResult, ProblemHttpResult>> SavedDocumentAsync(
        Guid id, long saveId, HttpContext context, SessionReader reader, IBlobStore blobs, CancellationToken cancellationToken) =>
        SendAsync(id, saveId, context, reader, blobs, cancellationToken);

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> SendAsync(
        Guid id, long? saveId, HttpContext context, SessionReader reader, IBlobStore blobs, CancellationToken cancellationToken)
    {
        if (await reader.DocumentAsync(id, saveId, cancellationToken) is not { } document || blobs.OpenRead(document.Sha256) is not { } content)
        {
            return TypedResults.Problem("There is no such session, or nothing of it was saved.", statusCode: StatusCodes.Status404NotFound);
        }

        // Somebody else's bytes: a browser saves them and runs nothing.
        context.ForbidAllContent();
        context.Response.Headers.CacheControl = "private, no-cache";
        var name = $"{document.FormSlug}-{SessionReference.Of(id).ToLowerInvariant()}.{(document.MediaType == "application/pdf" ? "pdf" : "bin")}";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(document.Sha256)}\"");
        return TypedResults.File(content, document.MediaType, name, entityTag: tag, enableRangeProcessing: true);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(HttpRequest request) => request.Query
        .Where(parameter => parameter.Key is not ("limit" or "cursor"))
        .SelectMany(parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value ?? ""));
}
