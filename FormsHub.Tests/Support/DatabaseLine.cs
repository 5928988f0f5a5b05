using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FormsHub.Tests.Support;

/// <summary>A line to the database that a test can cut: from then on connections end and new ones are refused, as when the server is gone.</summary>
public sealed class DatabaseLine : IDisposable
{
    private readonly ConcurrentBag<Socket> _ends = [];
    private readonly IPEndPoint _server;
    private Socket _listener;

    /// <param name="connectionString">The server at its end.</param>
    public DatabaseLine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);

        // A cluster of the tests listens on its socket and on loopback.
        _server = new(settings.Host!.StartsWith('/') ? IPAddress.Loopback : Dns.GetHostAddresses(settings.Host, AddressFamily.InterNetwork)[0], settings.Port);
        _listener = Listen(0);
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = Port, SslMode = SslMode.Disable }.ConnectionString;
    }

    /// <summary>Of whoever uses the line.</summary>
    public string ConnectionString { get; }

    private int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Cut()
    {
        _listener.Dispose();
        while (_ends.TryTake(out var end))
        {
            end.Dispose();
        }
    }

    /// <summary>Lets connections through again, at the same address.</summary>
    public void Mend() => _listener = Listen(new NpgsqlConnectionStringBuilder(ConnectionString).Port);

    public void Dispose() => Cut();

    private Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        _ = AcceptAsync(listener);
        return listener;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var (near, far) = (await listener.AcceptAsync(), new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                _ends.Add(near);
                _ends.Add(far);
                await far.ConnectAsync(_server);
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }

    private static async Task PassAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // Said to the other end below.
        }

        from.Dispose();
        to.Dispose();
    }
}
