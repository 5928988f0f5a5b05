using FormsHub.Jobs;
using FormsHub.Web.Editor;
using FormsHub.Web.PracticeEditor.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The stand-in for the Document Server; it is there as long as none is configured.</summary>
public static class PracticeEditorModule
{
    /// <summary>Everything of it stands below this path, as a Document Server stands below its address.</summary>
    internal const string BasePath = Addresses.PracticeEditorPath;

    private const long CommandLimit = 1024 * 1024;

    public static IServiceCollection AddPracticeEditor(this IServiceCollection services)
    {
        services.AddOptions<PracticeEditorOptions>().BindConfiguration("PracticeEditor").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<PracticeCache>()
            .AddSingleton<PracticeConversion>()
            .AddSingleton<DocumentFetch>()
            .AddSingleton<PracticeCallbacks>()
            .AddSingleton<PracticeServer>()
            .AddSingleton<PracticeSaves>()
            .AddSingleton<PracticeDesigns>()
            .AddSingleton<PracticeHistory>()
            .AddSingleton<InboxToken>()
            .AddSingleton<CommandService>()
            .AddSingleton<ConverterService>();
    }

    public static IEndpointRouteBuilder MapPracticeEditor(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<Addresses>().IsPractice)
        {
            return routes;
        }

        var limits = routes.ServiceProvider.GetRequiredService<IOptions<LimitsOptions>>().Value;
        var answers = new RequestSizeLimitAttribute(LimitsOptions.Bytes(limits.FormDataMegabytes));
        var editor = routes.MapGroup(BasePath).AllowAnonymous().ExcludeFromDescription();

        editor.MapGet("/web-apps/apps/api/documents/api.js", () => PracticeAssets.Get("api.js"));
        editor.MapGet("/web-apps/apps/documenteditor/forms/{file}", async (string file, string? documentKey, HttpContext context, FrameAncestors frames, CancellationToken cancellationToken) =>
        {
            await frames.AllowAsync(context, documentKey ?? "", cancellationToken);
            return PracticeAssets.Get(file);
        });

        editor.MapPost("/doc/open", PracticeEditorEndpoints.OpenAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));
        editor.MapGet("/doc/{tab}/events", PracticeEditorEndpoints.StayAsync);
        editor.MapPost("/doc/{tab}/changes", PracticeEditorEndpoints.ChangeAsync).WithMetadata(answers);
        editor.MapPost("/doc/{tab}/save", PracticeEditorEndpoints.SaveAsync).WithMetadata(answers);
        editor.MapPost("/doc/{tab}/submit", PracticeEditorEndpoints.SubmitAsync).WithMetadata(answers);
        editor.MapPost("/doc/{tab}/close", PracticeEditorEndpoints.Close);
        editor.MapPost("/doc/{tab}/design", PracticeDesignEndpoints.ChangeAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));
        editor.MapPost("/doc/{tab}/design/save", PracticeDesignEndpoints.SaveAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));
        editor.MapPost("/doc/history", PracticeDesignEndpoints.HistoryAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));

        editor.MapGet($"{CacheLinks.Root}{{**path}}", PracticeEditorEndpoints.CachedFileAsync);
        editor.MapPost("/command", PracticeEditorEndpoints.CommandAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));
        editor.MapPost("/coauthoring/CommandService.ashx", PracticeEditorEndpoints.CommandAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));
        editor.MapPost("/converter", PracticeEditorEndpoints.ConvertAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimit));
        editor.MapGet("/healthcheck", () => "true");
        return routes;
    }
}
