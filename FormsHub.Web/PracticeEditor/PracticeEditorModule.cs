namespace FormsHub.Web.PracticeEditor;

public static class PracticeEditorModule
{
    public static IServiceCollection AddPracticeEditor(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapPracticeEditor(this IEndpointRouteBuilder routes) => routes;
}
