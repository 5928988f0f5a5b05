using FormsHub.Jobs.Storage;
using FormsHub.Web.Operations;

namespace FormsHub.Web.Hosting;

/// <summary>What the program does instead of serving when its first argument names it. A command works beside a running service: it starts no jobs and no PostgreSQL.</summary>
public static class Commands
{
    private static readonly Dictionary<string, Func<IServiceProvider, string[], Task<int>>> ByName = new(StringComparer.Ordinal)
    {
        [SeedCommand.Name] = SeedCommand.RunAsync,
    };

    /// <returns>The command, or null when the arguments are settings only.</returns>
    /// <exception cref="StartupException">The first argument is neither a setting nor a command.</exception>
    public static Func<IServiceProvider, string[], Task<int>>? Find(string[] arguments)
    {
        if (arguments is not [var name, ..] || name.StartsWith('-') || name.Contains('='))
        {
            return null;
        }

        return ByName.GetValueOrDefault(name) ?? throw new StartupException(
            $"FormsHub has no command {name}. Settings look like --Section:Key=value.", StartupFailure.Configuration);
    }
}
