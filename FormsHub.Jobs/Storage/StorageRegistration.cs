using Dapper;
using FormsHub.Jobs.Storage.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Jobs.Storage;

internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton<Secrets>();
        services.AddSingleton(provider => new ClusterFolder(provider.GetRequiredService<IOptions<FormsHubOptions>>().Value.DataDirectory));
        services.AddSingleton(FindDatabase);
        services.AddSingleton(provider => NpgsqlDataSource.Create(provider.GetRequiredService<DatabaseAddress>().ConnectionString));
        services.AddSingleton(provider => new EmbeddedPostgres(
            provider.GetRequiredService<ClusterFolder>(),
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            provider.GetRequiredService<ILogger<EmbeddedPostgres>>()));
        services.AddSingleton(provider => new SchemaMigrator(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<ILogger<SchemaMigrator>>()));
        services.AddSingleton<DatabaseReadiness>();
        services.AddHostedService<DatabaseStartup>();
        return services;
    }

    private static DatabaseAddress FindDatabase(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>().GetConnectionString("FormsHub") is { Length: > 0 } configured
            ? new DatabaseAddress(configured, IsEmbedded: false)
            : new DatabaseAddress(
                provider.GetRequiredService<ClusterFolder>().Prepare(provider.GetRequiredService<IOptions<StorageOptions>>().Value.PostgresPort), IsEmbedded: true);
}
