using System.Net;
using FormsHub.Jobs;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Hosting;

/// <summary>What is looked at before anything starts, because its failure later would be a riddle.</summary>
internal static class StartChecks
{
    /// <exception cref="StartupException">The data folder cannot be used, or an address to listen on is none.</exception>
    public static void CheckStart(this WebApplication app)
    {
        MakeDataFolder(Path.GetFullPath(app.Services.GetRequiredService<IOptions<FormsHubOptions>>().Value.DataDirectory), app.Services);
        foreach (var address in (app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            CheckAddress(address);
        }
    }

    private static void MakeDataFolder(string path, IServiceProvider services)
    {
        try
        {
            Directory.CreateDirectory(path);

            // The blob store makes its folders when it is made; the first callback would be late for that.
            services.GetRequiredService<IBlobStore>();
        }
        catch (IOException e) when (DiskSpace.IsUsedUp(e))
        {
            throw new StartupException(DiskSpace.Explain(path, "FormsHub cannot write to it"), StartupFailure.Database, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"FormsHub cannot make or use its data folder {path}: {e.Message} Choose another one with --FormsHub:DataDirectory=…, or make it and give it to the user that runs FormsHub.",
                StartupFailure.Configuration, e);
        }
    }

    private static void CheckAddress(string address)
    {
        try
        {
            if (BindingAddress.Parse(address) is { IsUnixPipe: true } or { Port: <= IPEndPoint.MaxPort })
            {
                return;
            }
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new StartupException($"FormsHub cannot listen on {address}: an address looks like http://127.0.0.1:8080 (setting urls).", StartupFailure.Configuration);
    }
}
