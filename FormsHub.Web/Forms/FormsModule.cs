namespace FormsHub.Web.Forms;

public static class FormsModule
{
    public static IEndpointRouteBuilder MapForms(this IEndpointRouteBuilder routes) => routes;
}
