using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FormsHub.Tests.Support;

/// <summary>A request written to a bare socket, for what no client would send.</summary>
internal static class RawRequest
{
    /// <summary>Sends head and body as they are.</summary>
    /// <returns>The status of the answer.</returns>
    public static async Task<int> SendAsync(Uri server, string head, byte[] body)
    {
        await using var stream = await WriteAsync(server, head, body);
        using var limit = new CancellationTokenSource(Deadline.Longest);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return int.Parse((await reader.ReadLineAsync(limit.Token))!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Sends head and body and ends the connection, whatever the head has announced.</summary>
    public static async Task BreakOffAsync(Uri server, string head, byte[] body) => await (await WriteAsync(server, head, body)).DisposeAsync();

    private static async Task<NetworkStream> WriteAsync(Uri server, string head, byte[] body)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head.ReplaceLineEndings("\r\n")}\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
        return stream;
    }
}
