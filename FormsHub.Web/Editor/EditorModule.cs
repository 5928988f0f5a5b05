using FormsHub.Jobs;
using FormsHub.Jobs.DocumentServer;

namespace FormsHub.Web.Editor;

/// <summary>What opens a document in the editor: the signed configuration and the signed link to the bytes.</summary>
public static class EditorModule
{
    public static IServiceCollection AddEditor(this IServiceCollection services) => services
        .AddSingleton<Addresses>()
        .AddSingleton<IDocumentServerAddress>(provider => provider.GetRequiredService<Addresses>())
        .AddSingleton<IPublicAddress>(provider => provider.GetRequiredService<Addresses>())
        .AddSingleton<LinkMac>()
        .AddSingleton<DocumentServerTokens>()
        .AddSingleton<DocumentRequestToken>()
        .AddSingleton<EditorConfiguration>();

    public static IEndpointRouteBuilder MapEditor(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/{documentKey}", DocumentEndpoint.GetAsync).AllowAnonymous();
        routes.MapGet("/documents/views/{sha256:length(64)}", ViewedDocumentEndpoint.GetAsync).AllowAnonymous();
        var respondents = routes.MapGroup("/s/{token}").AllowAnonymous().ExcludeFromDescription();
        respondents.MapGet("state", FillModel.StateAsync);
        respondents.MapGet("receipt.pdf", RespondentFilesEndpoint.ReceiptAsync);
        respondents.MapGet("copy", RespondentFilesEndpoint.CopyAsync);
        return routes;
    }
}
