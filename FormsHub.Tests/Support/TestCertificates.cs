using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FormsHub.Tests.Support;

/// <summary>A server's certificate for this machine, from an authority that nobody trusts yet.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates()
    {
        var now = DateTimeOffset.UtcNow;
        var authorityRequest = new CertificateRequest("CN=Test authority", _authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var serverRequest = new CertificateRequest("CN=docs", _serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        serverRequest.CertificateExtensions.Add(names.Build());
        using var issued = serverRequest.Create(authority, now.AddDays(-1), now.AddDays(1), [1, 2, 3]);
        Server = issued.CopyWithPrivateKey(_serverKey);
        AuthorityPem = authority.ExportCertificatePem();
    }

    public X509Certificate2 Server { get; }

    public string AuthorityPem { get; }

    public void Dispose()
    {
        Server.Dispose();
        _authorityKey.Dispose();
        _serverKey.Dispose();
    }
}
