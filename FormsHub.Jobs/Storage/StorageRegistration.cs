using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FormsHub.Jobs.Storage;

internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton<Secrets>();
        services.AddSingleton(provider => NpgsqlDataSource.Create(
            provider.GetRequiredService<IConfiguration>().GetConnectionString("FormsHub") is { Length: > 0 } configured
                ? configured
                : throw new InvalidOperationException("ConnectionStrings:FormsHub is not set.")));
        services.AddSingleton(provider => new SchemaMigrator(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<ILogger<SchemaMigrator>>()));
        services.AddHostedService<DatabaseStartup>();
        return services;
    }
}
