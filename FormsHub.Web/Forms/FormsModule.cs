using FormsHub.Jobs;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Forms;

/// <summary>Publishing forms, changing them and opening fill sessions.</summary>
public static class FormsModule
{
    /// <summary>What multipart framing and the other fields may add to the file.</summary>
    private const long FramingBytes = 1024 * 1024;

    public static IEndpointRouteBuilder MapForms(this IEndpointRouteBuilder routes)
    {
        var limit = LimitsOptions.Bytes(routes.ServiceProvider.GetRequiredService<IOptions<LimitsOptions>>().Value.FormFileMegabytes) + FramingBytes;
        var forms = routes.MapGroup("/api/forms").RequireAuthorization(Policies.Administrator).WithTags("Forms");
        forms.MapGet("", FormsEndpoint.ListAsync);
        forms.MapPost("", FormsEndpoint.PublishAsync).TakesUploads(limit);
        forms.MapGet("{id:int}", FormsEndpoint.GetAsync);
        forms.MapPatch("{id:int}", FormsEndpoint.ChangeAsync);
        forms.MapPost("{id:int}/versions", FormsEndpoint.PublishVersionAsync).TakesUploads(limit);
        forms.MapPost("{id:int}/fill-sessions", FillSessionsEndpoint.CreateAsync);
        return routes;
    }

    private static RouteHandlerBuilder TakesUploads(this RouteHandlerBuilder route, long limit) => route
        .DisableAntiforgery()
        .WithMetadata(new UploadLimit(limit))
        .WithFormOptions(multipartBodyLengthLimit: limit);

    private sealed record UploadLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
