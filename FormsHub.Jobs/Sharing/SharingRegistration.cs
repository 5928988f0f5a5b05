using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Jobs.Sharing;

internal static class SharingRegistration
{
    public static IServiceCollection AddSharing(this IServiceCollection services)
    {
        services.AddSingleton<Invitations>();
        services.AddSingleton<InvitationMaking>();
        services.AddSingleton<PersonalLinks>();
        services.AddSingleton<CaseBeginning>();
        return services;
    }
}
