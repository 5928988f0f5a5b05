using FormsHub.Web.Operations;

namespace FormsHub.Web.Hosting;

/// <summary>What the program does instead of serving when its first argument names it. A command works beside a running service.</summary>
public static class Commands
{
    private static readonly Dictionary<string, Func<IServiceProvider, string[], Task<int>>> ByName = new(StringComparer.Ordinal)
    {
        [SeedCommand.Name] = SeedCommand.RunAsync,
    };

    /// <returns>The command, or null when the arguments are settings only.</returns>
    public static Func<IServiceProvider, string[], Task<int>>? Find(string[] arguments) =>
        arguments is [var name, ..] ? ByName.GetValueOrDefault(name) : null;
}
