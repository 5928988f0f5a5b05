using FormsHub.Jobs;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Forms;

/// <summary>Publishing forms, changing them and opening fill sessions.</summary>
public static class FormsModule
{
    /// <summary>What multipart framing and the other fields may add to the file.</summary>
    private const long FramingBytes = 1024 * 1024;

    /// <summary>Lets the pages that publish take as much as the API does.</summary>
    public static IServiceCollection AddForms(this IServiceCollection services)
    {
        services.AddOptions<RazorPagesOptions>().Configure<IOptions<LimitsOptions>>((pages, limits) =>
        {
            var limit = LimitsOptions.Bytes(limits.Value.FormFileMegabytes) + FramingBytes;
            pages.Conventions.AddPageApplicationModelConvention("/Forms/Index", page => page.EndpointMetadata.Add(new UploadLimit(limit)));
            pages.Conventions.AddPageApplicationModelConvention("/Forms/Versions", page => page.EndpointMetadata.Add(new UploadLimit(limit)));
        });
        services.AddOptions<FormOptions>().Configure<IOptions<LimitsOptions>>((forms, limits) =>
            forms.MultipartBodyLengthLimit = LimitsOptions.Bytes(limits.Value.FormFileMegabytes) + FramingBytes);
        return services;
    }

    public static IEndpointRouteBuilder MapForms(this IEndpointRouteBuilder routes)
    {
        var limit = LimitsOptions.Bytes(routes.ServiceProvider.GetRequiredService<IOptions<LimitsOptions>>().Value.FormFileMegabytes) + FramingBytes;
        var forms = routes.MapGroup("/api/forms").RequireAuthorization(Policies.Administrator).WithTags("Forms");
        routes.MapGet("/forms", () => TypedResults.LocalRedirect("/")).ExcludeFromDescription();
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
