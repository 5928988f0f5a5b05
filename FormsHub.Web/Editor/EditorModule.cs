namespace FormsHub.Web.Editor;

public static class EditorModule
{
    public static IServiceCollection AddEditor(this IServiceCollection services) => services.AddSingleton<LinkMac>();

    public static IEndpointRouteBuilder MapEditor(this IEndpointRouteBuilder routes) => routes;
}
