using System.Net.Sockets;
using FormsHub.Jobs.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FormsHub.Web.Hosting;

/// <summary>The program's run from start to exit code: what a person can mend is said in a paragraph, everything else keeps its stack trace.</summary>
public static class ProgramRun
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string ServerCategory = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Runs the program and turns what a person can mend into a paragraph.</summary>
    /// <returns>What the program returned, or a number of <see cref="StartupFailure"/>.</returns>
    public static async Task<int> ToExitCodeAsync(Func<Task<int>> program)
    {
        try
        {
            return await program();
        }
        catch (StartupException e)
        {
            return Refuse(e.Message, e.Failure);
        }
        catch (OptionsValidationException e)
        {
            return Refuse($"A setting is wrong: {string.Join(" ", e.Failures)} docs/configuration.md lists all of them.", StartupFailure.Configuration);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DiskFull)
        {
            return Refuse(
                $"The disk of the database is full: {e.MessageText}. Make room there and start FormsHub again; nothing that was stored is lost.", StartupFailure.Database);
        }
        catch (NpgsqlException e)
        {
            var reason = e is PostgresException answer ? $"{answer.MessageText} ({answer.SqlState})" : e.Message.TrimEnd('.');
            return Refuse(
                $"The database failed FormsHub: {reason}. Whatever was begun there has been taken back; mend the reason and start FormsHub again.",
                StartupFailure.Database);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse($"{e.Message.TrimEnd('.')}. End the program that listens there, or choose another address with --urls=http://127.0.0.1:8081", StartupFailure.PortInUse);
        }
        catch (IOException e) when (DiskSpace.IsUsedUp(e))
        {
            return Refuse($"A disk is full: {e.Message.TrimEnd('.')}. Make room there and start FormsHub again; nothing that was stored is lost.", StartupFailure.Database);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            return Refuse($"FormsHub cannot listen on the address it was given: {e.Message}. Choose another one with --urls=http://127.0.0.1:8081", StartupFailure.Configuration);
        }
    }

    /// <summary>Serves until Ctrl-C or SIGTERM, or runs the one command that the arguments name.</summary>
    public static async Task<int> RunAsync(this WebApplication app, string[] arguments)
    {
        await using var _ = app;
        if (Commands.Find(arguments) is { } command)
        {
            return await command(app.Services, arguments[1..]);
        }

        var start = app.Services.GetRequiredService<StartPhase>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            start.IsOver = true;
            Console.WriteLine($"FormsHub is ready: {Address(app)} (Ctrl-C ends it)");
        });
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (!start.IsOver)
        {
            // Ended while it was starting.
        }

        return 0;
    }

    /// <summary>The host logs a failed start with its stack trace before it throws; until the start is over, the paragraph stands for it.</summary>
    public static void QuietStart(this WebApplicationBuilder builder)
    {
        var start = new StartPhase();
        builder.Logging.AddFilter(HostCategory, level => start.IsOver && level >= LogLevel.Information);
        builder.Logging.AddFilter(ServerCategory, level => start.IsOver && level >= LogLevel.Warning);
        builder.Services.AddSingleton(start);
    }

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "(no address)";

    private static int Refuse(string message, StartupFailure failure)
    {
        Console.Error.WriteLine(message);
        return (int)failure;
    }

    private sealed class StartPhase
    {
        public volatile bool IsOver;
    }
}
