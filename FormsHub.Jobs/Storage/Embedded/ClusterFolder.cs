using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace FormsHub.Jobs.Storage.Embedded;

/// <summary>The folder of the embedded PostgreSQL: the cluster itself, and beside it the password, the port, the log and the lock.</summary>
internal sealed class ClusterFolder
{
    /// <summary>PostgreSQL's superuser and database, both of this name.</summary>
    public const string Name = "formshub";

    // sockaddr_un.sun_path holds 108 bytes with its final NUL.
    private const int LongestSocketPath = 107;

    public ClusterFolder(string dataDirectory) => Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(dataDirectory), "postgres");

    public string Path { get; }

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    /// <summary>Where a cluster is made before it gets its name: what stands there after a crash is worthless.</summary>
    public string UnfinishedCluster => System.IO.Path.Combine(Path, "cluster.new");

    public string PasswordFile => System.IO.Path.Combine(Path, "password");

    public string PortFile => System.IO.Path.Combine(Path, "port");

    public string LogFile => System.IO.Path.Combine(Path, "postgres.log");

    public string LockFile => System.IO.Path.Combine(Path, "formshub.lock");

    public string PostmasterPidFile => System.IO.Path.Combine(Cluster, "postmaster.pid");

    /// <summary>Major version of the cluster, such as 15; null before there is one.</summary>
    public string? Version
    {
        get
        {
            var file = System.IO.Path.Combine(Cluster, "PG_VERSION");
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
    }

    public int Port => int.Parse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture);

    /// <summary>Makes the folder, password and port where they are missing, and says how to connect once the cluster runs.</summary>
    /// <param name="configuredPort">The port to use; 0 keeps the one chosen before, or chooses a free one.</param>
    /// <exception cref="StartupException">The folder cannot be made or written.</exception>
    public string Prepare(int configuredPort)
    {
        try
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Keep(PasswordFile, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            if (configuredPort != 0)
            {
                Replace(PortFile, configuredPort);
            }
            else
            {
                Keep(PortFile, () => FreePort().ToString(CultureInfo.InvariantCulture));
                // Somebody else took the port while FormsHub was away. A cluster that still runs here keeps its own.
                if (!IsFree(Port) && PostgresProcesses.LivingIn(this).Count == 0)
                {
                    Replace(PortFile, FreePort());
                }
            }

            return ConnectionString(Name);
        }
        catch (IOException e) when (DiskSpace.IsUsedUp(e))
        {
            throw new StartupException(DiskSpace.Explain(Path, "FormsHub cannot write to it"), StartupFailure.Database, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartupException(
                $"FormsHub cannot use its data folder {Path}: {e.Message} It must be able to create and write it; "
                + "choose another one with --FormsHub:DataDirectory=… or give the folder to the user that runs FormsHub.",
                StartupFailure.Database, e);
        }
    }

    public string ConnectionString(string database)
    {
        var socket = System.IO.Path.Combine(Cluster, $".s.PGSQL.{Port}");
        return new NpgsqlConnectionStringBuilder
        {
            Host = Encoding.UTF8.GetByteCount(socket) <= LongestSocketPath ? Cluster : "127.0.0.1",
            Port = Port,
            Username = Name,
            Password = File.ReadAllText(PasswordFile).Trim(),
            Database = database,
            ApplicationName = "FormsHub",
            Timeout = 5,
            MaxPoolSize = 80,
        }.ConnectionString;
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void Replace(string file, int port)
    {
        var temporary = Write(file, port.ToString(CultureInfo.InvariantCulture));
        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>Writes the file unless it is there. Two programs may do it at once: the first one's content stays.</summary>
    private static void Keep(string file, Func<string> content)
    {
        if (File.Exists(file))
        {
            return;
        }

        var temporary = Write(file, content());
        try
        {
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
        }
    }

    private static string Write(string file, string content)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}";
        using var stream = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(Encoding.UTF8.GetBytes(content));
        stream.Flush(flushToDisk: true);
        return temporary;
    }
}
