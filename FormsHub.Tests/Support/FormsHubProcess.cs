using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace FormsHub.Tests.Support;

/// <summary>The built program as its own process, for what only a process shows: signals, kill -9, exit codes.</summary>
internal sealed class FormsHubProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    private FormsHubProcess(string dataDirectory, string address, string[] settings)
    {
        Client = new HttpClient { BaseAddress = new Uri(address) };
        DataDirectory = dataDirectory;
        var programs = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(programs, "FormsHub.Web.dll"), $"--contentRoot={programs}", $"--urls={address}", $"--FormsHub:DataDirectory={dataDirectory}", .. settings])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = dataDirectory,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public HttpClient Client { get; }

    public string DataDirectory { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything said to the standard output, once the program has ended.</summary>
    public Task<string> Output => _output;

    public string PostmasterPidFile => Path.Combine(DataDirectory, "postgres", "cluster", "postmaster.pid");

    /// <summary>The process id that the cluster's postmaster has written down.</summary>
    public int PostmasterId => int.Parse(File.ReadLines(PostmasterPidFile).First(), CultureInfo.InvariantCulture);

    public static FormsHubProcess Start(string dataDirectory, params string[] settings) =>
        new(dataDirectory, $"http://127.0.0.1:{FreePort()}", settings);

    public static FormsHubProcess StartAt(string address, string dataDirectory, params string[] settings) => new(dataDirectory, address, settings);

    public static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Returns when callbacks can be stored; fails with what the program said when it ends first.</summary>
    public Task WaitUntilReadyAsync() => WaitUntilAsync(async () =>
    {
        Assert.False(_process.HasExited, _process.HasExited ? await _errors + await _output : "");
        return await IsReadyAsync();
    });

    /// <summary>Returns when nobody can connect any more.</summary>
    public Task WaitUntilClosedAsync() => WaitUntilAsync(async () =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    });

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Exit code and everything said to the standard error.</summary>
    public async Task<(int Code, string Errors)> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Deadline.Longest);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _errors);
    }

    public void Terminate() => _ = Kill(_process.Id, SigTerm);

    public async Task KillAsync()
    {
        _ = Kill(_process.Id, SigKill);
        await _process.WaitForExitAsync();
    }

    public static void KillHard(int process) => _ = Kill(process, SigKill);

    public static bool Lives(int process) => Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    public static Task WaitUntilAsync(Func<Task<bool>> condition) => Deadline.WaitAsync(condition);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            await WaitForExitAsync();
        }

        _process.Dispose();
        Client.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
