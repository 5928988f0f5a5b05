using System.Security.Claims;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Access;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FormsHub.Web.Forms;

/// <summary>The forms of the API: publish, publish a version, list, read, change.</summary>
internal static class FormsEndpoint
{
    private const int MostForms = 1000;

    public static async Task<Ok<FormListResponse>> ListAsync(FormCatalog catalog, Addresses addresses, CancellationToken cancellationToken)
    {
        var forms = await catalog.ListAsync(MostForms, cancellationToken);
        return TypedResults.Ok(new FormListResponse([.. forms.Select(form => FormResponse.Of(form, null, [], addresses))]));
    }

    public static async Task<Results<Ok<FormResponse>, ProblemHttpResult>> GetAsync(
        int id, FormCatalog catalog, Addresses addresses, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return NoSuchForm(id);
        }

        var fields = await catalog.FieldsOfVersionAsync(form.VersionId, cancellationToken);
        return TypedResults.Ok(FormResponse.Of(form, [.. fields.Where(field => field.Definition is not null)], [], addresses));
    }

    public static async Task<Results<Created<FormResponse>, ProblemHttpResult>> PublishAsync(
        HttpRequest request, ClaimsPrincipal user, FormPublishing publishing, Addresses addresses, CancellationToken cancellationToken)
    {
        var (upload, problem) = await Upload.ReadAsync(request, cancellationToken);
        if (upload is null)
        {
            return problem!;
        }

        await using var content = upload.File.OpenReadStream();
        var result = await publishing.PublishAsync(content, upload.File.FileName, upload.Title, user.Identity?.Name, cancellationToken);
        return result.Form is { } form
            ? TypedResults.Created($"/api/forms/{form.Id}", FormResponse.Of(form, result.Fields, result.Warnings, addresses))
            : Refused(result);
    }

    public static async Task<Results<Created<VersionResponse>, ProblemHttpResult>> PublishVersionAsync(
        int id, HttpRequest request, ClaimsPrincipal user, FormCatalog catalog, FormPublishing publishing, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is null)
        {
            return NoSuchForm(id);
        }

        var (upload, problem) = await Upload.ReadAsync(request, cancellationToken);
        if (upload is null)
        {
            return problem!;
        }

        if (RenamesField.Read(upload.Renames) is not { } renames)
        {
            return TypedResults.Problem(RenamesField.Problem, statusCode: StatusCodes.Status400BadRequest);
        }

        await using var content = upload.File.OpenReadStream();
        var result = await publishing.PublishVersionAsync(id, content, upload.File.FileName, renames, user.Identity?.Name, cancellationToken);
        return result.Form is { } form
            ? TypedResults.Created($"/api/forms/{id}", VersionResponse.Of(form, result.Fields, result.Warnings, result.Changes))
            : Refused(result);
    }

    public static async Task<Results<Ok<FormResponse>, ProblemHttpResult>> ChangeAsync(
        int id, JsonElement changes, ClaimsPrincipal user, FormCatalog catalog, Passwords passwords, Addresses addresses, CancellationToken cancellationToken)
    {
        var (patch, problem) = FormChange.Read(changes, passwords.Hash);
        switch (patch is null ? (FormChangeOutcome?)null : await catalog.ChangeAsync(id, patch, user.Identity?.Name, cancellationToken))
        {
            case null when await catalog.GetAsync(id, cancellationToken) is null:
            case FormChangeOutcome.NoSuchForm:
                return NoSuchForm(id);
            case null:
                return TypedResults.Problem(problem!.ToString(), statusCode: StatusCodes.Status400BadRequest);
            case FormChangeOutcome.ClosesBeforeItOpens:
                return TypedResults.Problem(FormProblem.ClosesBeforeItOpens.ToString(), statusCode: StatusCodes.Status400BadRequest);
            default:
                return await GetAsync(id, catalog, addresses, cancellationToken);
        }
    }

    internal static ProblemHttpResult NoSuchForm(int id) =>
        TypedResults.Problem($"There is no form {id}.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Refused(PublishResult result) => result.Objection is { } objection
        ? TypedResults.Problem(result.Explanation, title: "Nothing was published.", statusCode: objection switch
        {
            PublishObjection.Rename => StatusCodes.Status422UnprocessableEntity,
            PublishObjection.Busy => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status409Conflict,
        })
        : RefusedFile(result);

    private static ProblemHttpResult RefusedFile(PublishResult result) => TypedResults.Problem(
        result.Explanation,
        title: "The file cannot be published as a form.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["reason"] = JsonNamingPolicy.CamelCase.ConvertName($"{result.Refusal ?? FormRefusal.NotAForm}") });
}

/// <summary>A multipart upload: the field <c>file</c> and, for a new form, <c>title</c>, for a version <c>renames</c>.</summary>
internal sealed record Upload(IFormFile File, string Title, string Renames)
{
    public static async Task<(Upload? Upload, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return (null, TypedResults.Problem("Send multipart/form-data with the PDF form in the field 'file'.", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        try
        {
            // Not cancelled with the request: reading ends when the connection does, and a body that broke off is a bad request.
            var form = await request.ReadFormAsync(CancellationToken.None);
            return form.Files.GetFile("file") is { } file
                ? (new Upload(file, form["title"].ToString(), form["renames"].ToString()), null)
                : (null, TypedResults.Problem("The field 'file' with the PDF form is missing.", statusCode: StatusCodes.Status400BadRequest));
        }
        catch (BadHttpRequestException exception)
        {
            return (null, TypedResults.Problem("The upload is broken or larger than allowed.", statusCode: exception.StatusCode));
        }
        catch (InvalidDataException)
        {
            // The multipart reader's own limits: a file over the limit, or framing beyond its bounds.
            return (null, TypedResults.Problem("The upload is broken or larger than allowed.", statusCode: StatusCodes.Status413PayloadTooLarge));
        }
        catch (IOException)
        {
            return (null, TypedResults.Problem("The upload ended before it was whole.", statusCode: StatusCodes.Status400BadRequest));
        }
    }
}
