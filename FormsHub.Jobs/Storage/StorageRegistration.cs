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
            ? new DatabaseAddress(Checked(configured), IsEmbedded: false)
            : new DatabaseAddress(
                provider.GetRequiredService<ClusterFolder>().Prepare(provider.GetRequiredService<IOptions<StorageOptions>>().Value.PostgresPort), IsEmbedded: true);

    private static string Checked(string configured)
    {
        string? problem;
        try
        {
            problem = string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(configured).Host) ? "it names no Host" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            problem = e.Message.TrimEnd('.');
        }

        return problem is null ? configured : throw new StartupException(
            $"ConnectionStrings:FormsHub cannot be read: {problem}. It looks like Host=db.example.org;Database=formshub;Username=formshub;Password=…", StartupFailure.Configuration);
    }
}
