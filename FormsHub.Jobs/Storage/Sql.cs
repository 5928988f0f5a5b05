using System.Collections.Concurrent;

namespace FormsHub.Jobs.Storage;

/// <summary>The statements of the sql/ folder, embedded in this assembly; one statement a file.</summary>
public static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    /// <param name="name">Folder and file without ending, such as <c>callbacks/record_callback</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static string Get(string name) => Texts.GetOrAdd(name, static name =>
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream($"sql/{name}.sql")
            ?? throw new InvalidOperationException($"There is no statement sql/{name}.sql.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Names of all statements, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Sql).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("sql/", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => name["sql/".Length..^".sql".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>Names of all statements below a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> NamesIn(string folder) => [.. Names.Where(name => name.StartsWith($"{folder}/", StringComparison.Ordinal))];
}
