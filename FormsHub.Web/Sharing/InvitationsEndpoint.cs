using System.Security.Claims;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Csv;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Editor;
using FormsHub.Web.Forms;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Sharing;

/// <summary>Personal links of a form for programs: make, list, export, withdraw.</summary>
internal static class InvitationsEndpoint
{
    private const int DefaultLimit = 100;
    private const int MostLimit = 1000;

    /// <summary>One object makes one link, a list of objects one each, all or none. A repeated <c>Idempotency-Key</c> makes none again.</summary>
    public static async Task<Results<Created<InvitationResponse>, Created<InvitationListResponse>, ProblemHttpResult>> CreateAsync(
        int id,
        JsonElement body,
        [FromHeader(Name = "Idempotency-Key")] Guid? key,
        ClaimsPrincipal user,
        FormCatalog catalog,
        InvitationMaking making,
        Invitations invitations,
        Addresses addresses,
        CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        var (people, problem) = InvitationRequest.Read(body);
        if (people is null)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var batch = key ?? Guid.NewGuid();
        var result = await making.InviteAsync(form, people, batch, user.Identity?.Name, cancellationToken);
        if (result.Problems.Count > 0)
        {
            var first = result.Problems[0];
            return TypedResults.Problem(
                body.ValueKind == JsonValueKind.Array ? $"[{first.Index}]: {first.Reason}" : first.Reason,
                title: "Nobody was invited.",
                statusCode: first.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
        }

        var made = await invitations.ListAsync(id, new(Batch: batch), null, InvitationMaking.MostPeople, cancellationToken);
        return body.ValueKind == JsonValueKind.Array
            ? TypedResults.Created($"/api/forms/{id}/invitations", new InvitationListResponse(null, [.. made.Select(one => InvitationResponse.Of(one, addresses))], null))
            : TypedResults.Created($"/api/forms/{id}/invitations", InvitationResponse.Of(made[0], addresses));
    }

    public static async Task<Results<Ok<InvitationListResponse>, ProblemHttpResult>> ListAsync(
        int id, string? state, string? q, int? limit, long? cursor, FormCatalog catalog, Invitations invitations, Addresses addresses, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is null)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        if (Query(state, q) is not { } query || limit is < 1 or > MostLimit)
        {
            return Misunderstood();
        }

        var most = limit ?? DefaultLimit;
        var rows = await invitations.ListAsync(id, query, cursor, most, cancellationToken);
        var count = await invitations.CountAsync(id, null, cancellationToken);
        return TypedResults.Ok(new InvitationListResponse(
            count.Total, [.. rows.Select(one => InvitationResponse.Of(one, addresses))], rows.Count == most ? rows[^1].Id : null));
    }

    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        int id, string? state, string? q, HttpContext context, FormCatalog catalog, Invitations invitations, Addresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return FormsEndpoint.NoSuchForm(id);
        }

        if (Query(state, q) is not { } query)
        {
            return Misunderstood();
        }

        var hasRoles = (await catalog.RolesAsync(form.VersionId, cancellationToken)).Count > 1;
        var table = InvitationReport.Of(invitations.ReadAllAsync(id, query, cancellationToken), form.Title, hasRoles, one => addresses.PersonalLink(one));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            target => CsvReportWriter.WriteAsync(table, target, new CsvOptions(), context.RequestAborted),
            CsvReportWriter.MediaType,
            FormattableString.Invariant($"{form.Slug}-links-{clock.GetUtcNow():yyyy-MM-dd}.csv"));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        int id, long invitationId, ClaimsPrincipal user, Invitations invitations, CancellationToken cancellationToken) =>
        await invitations.RevokeAsync(id, invitationId, user.Identity?.Name, cancellationToken) ? TypedResults.NoContent() : NoSuchLink(id, invitationId);

    /// <summary>Opens the link of a case without waiting any longer for the document that the role before it submitted.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandOnAsync(
        int id, long invitationId, ClaimsPrincipal user, PersonalLinks links, CancellationToken cancellationToken) =>
        await links.HandOnAsync(id, invitationId, user.Identity?.Name, cancellationToken) switch
        {
            HandOnOutcome.HandedOn => TypedResults.NoContent(),
            HandOnOutcome.NotWaiting => TypedResults.Problem(
                "This link does not wait for a document that was submitted.", title: "Nothing was handed on.", statusCode: StatusCodes.Status409Conflict),
            _ => NoSuchLink(id, invitationId),
        };

    /// <returns>Null for a state that there is not.</returns>
    internal static InvitationQuery? Query(string? state, string? search) =>
        string.IsNullOrEmpty(state) ? new(null, search)
        : Enum.TryParse<InvitationState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(state[0]) ? new(known, search)
        : null;

    private static ProblemHttpResult NoSuchLink(int id, long invitationId) =>
        TypedResults.Problem($"Form {id} has no personal link {invitationId}.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Misunderstood() => TypedResults.Problem(
        $"state is notOpened, opened, submitted or revoked; limit is 1 to {MostLimit}.", statusCode: StatusCodes.Status400BadRequest);
}
