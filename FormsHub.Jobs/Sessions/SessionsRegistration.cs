using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Sessions;

internal static class SessionsRegistration
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<SessionsOptions>().BindConfiguration("Sessions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SessionClock>();
        services.AddSingleton<SessionReader>();
        return services;
    }
}
