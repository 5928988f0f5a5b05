using System.Net.Sockets;

namespace FormsHub.Tests.Support;

/// <summary>A peer that died between taking a connection and being asked who it is: SocketsHttpHandler lets the bare SocketException out.</summary>
internal sealed class GoneHandler : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new SocketException((int)SocketError.NotConnected);
}
