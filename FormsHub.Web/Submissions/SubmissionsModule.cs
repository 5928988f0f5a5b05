namespace FormsHub.Web.Submissions;

public static class SubmissionsModule
{
    public static IEndpointRouteBuilder MapSubmissions(this IEndpointRouteBuilder routes) => routes;
}
