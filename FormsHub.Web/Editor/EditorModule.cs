using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Web.Access;

namespace FormsHub.Web.Editor;

/// <summary>What opens a document in the editor: the signed configuration, the signed links to the bytes, and the history.</summary>
public static class EditorModule
{
    public static IServiceCollection AddEditor(this IServiceCollection services) => services
        .AddSingleton<Addresses>()
        .AddSingleton<IDocumentServerAddress>(provider => provider.GetRequiredService<Addresses>())
        .AddSingleton<IPublicAddress>(provider => provider.GetRequiredService<Addresses>())
        .AddSingleton<LinkMac>()
        .AddSingleton<DocumentRequestToken>()
        .AddSingleton<EditorConfiguration>()
        .AddSingleton<DesignConfiguration>()
        .AddSingleton<HistoryConfiguration>()
        .AddSingleton<HistoryFilesEndpoint>()
        .AddSingleton<RespondentCookies>()
        .AddSingleton<Door>()
        .AddSingleton<FrameAncestors>();

    public static IEndpointRouteBuilder MapEditor(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/{documentKey}", DocumentEndpoint.GetAsync).AllowAnonymous();
        routes.MapGet("/documents/views/{sha256:length(64)}", ViewedDocumentEndpoint.GetAsync).AllowAnonymous();
        MapHistoryFiles(routes);

        var respondents = routes.MapGroup("/s/{token}").AllowAnonymous().ExcludeFromDescription();
        respondents.MapGet("state", FillModel.StateAsync);
        respondents.MapGet("receipt.pdf", RespondentFilesEndpoint.ReceiptAsync);
        respondents.MapGet("copy", RespondentFilesEndpoint.CopyAsync);
        respondents.MapGet("history", SessionHistoryEndpoint.ListAsync);
        respondents.MapGet("history/{number:int}", SessionHistoryEndpoint.DataAsync);

        var design = routes.MapGroup("/forms/{id:int}").RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
        design.MapGet("edit/config", DesignEndpoint.ConfigAsync);
        design.MapGet("design", DesignEndpoint.StateAsync);
        design.MapGet("design/people", DesignEndpoint.PeopleAsync);
        design.MapGet("history", DesignEndpoint.HistoryAsync);
        design.MapGet("history/{number:int}", DesignEndpoint.HistoryDataAsync);
        design.MapPost("history/{number:int}/restore", DesignEndpoint.RestoreAsync);
        return routes;
    }

    // Whether somebody may fetch is decided by the link and the token: a browser's question before a request of another origin carries neither.
    private static void MapHistoryFiles(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/documents").AllowAnonymous().ExcludeFromDescription();
        files.MapGet("history/{sha256}", (string sha256, string? t, HttpContext context, HistoryFilesEndpoint endpoint, CancellationToken cancellationToken) =>
            endpoint.DocumentAsync(sha256, t, context, cancellationToken));
        files.MapGet("changes/{sha256}", (string sha256, string? t, HttpContext context, HistoryFilesEndpoint endpoint, CancellationToken cancellationToken) =>
            endpoint.ChangesAsync(sha256, t, context, cancellationToken));
        files.MapMethods("changes/{sha256}", [HttpMethods.Options], (HttpResponse response, HistoryFilesEndpoint endpoint) => endpoint.AllowChanges(response));
    }
}
