using System.Net;

namespace FormsHub.Tests.Support;

/// <summary>Keeps a test from talking to the world: outgoing HTTP to anything but this machine throws.</summary>
internal sealed class LoopbackOnlyHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri;
        return uri is not null && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)))
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"A test tried to reach {uri?.Host}.");
    }
}
