using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>The one HTTP client for everything FormsHub asks of the Document Server. Whoever asks keeps the time.</summary>
public sealed class DocumentServerHttp : IDisposable
{
    // Nothing of one request may reach another: no cookies, no proxy from the environment, no redirect to an address that nobody checked.
    public DocumentServerHttp(IOptions<DocumentServerOptions> options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(options.Value.DownloadStallSeconds),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
            UseProxy = false,
        };
        if (options.Value.CertificateAuthorityFile is { Length: > 0 } file)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.ImportFromPemFile(file);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust };
        }

        Client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <param name="handler">Of a network that a test makes.</param>
    internal DocumentServerHttp(HttpMessageHandler handler) => Client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();
}
