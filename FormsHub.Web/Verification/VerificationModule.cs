namespace FormsHub.Web.Verification;

/// <summary>The public page on which a verification code is checked, and a file compared with what was received.</summary>
public static class VerificationModule
{
    public static IServiceCollection AddVerification(this IServiceCollection services) => services.AddSingleton<VerificationAttempts>();

    public static IEndpointRouteBuilder MapVerification(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify/{code}/compare", VerifyModel.CompareAsync).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }
}
