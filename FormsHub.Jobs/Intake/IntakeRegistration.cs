using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Intake;

internal static class IntakeRegistration
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IBlobStore, DiskBlobStore>();
        services.AddSingleton<DocumentServerLinks>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DocumentServerDownload>(
            provider, CreateClient(provider.GetRequiredService<IOptions<DocumentServerOptions>>().Value)));
        services.AddSingleton<Intake>();
        services.AddSingleton<Inbox>();
        return services;
    }

    // Nothing of one download may reach another: no cookies, no proxy from the environment, no redirect to an address that nobody checked.
    private static HttpClient CreateClient(DocumentServerOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(options.DownloadStallSeconds),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
            UseProxy = false,
        };
        if (options.CertificateAuthorityFile is { Length: > 0 } file)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.ImportFromPemFile(file);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust };
        }

        // Time is kept by StallClock: a large document may take long as long as it comes.
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
