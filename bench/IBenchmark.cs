namespace FormsHub.Bench;

/// <summary>Something about FormsHub that is promised, and how to measure it.</summary>
internal interface IBenchmark
{
    /// <summary>What stands on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and reports its figures.</summary>
    /// <returns>Whether it could: false when what it saw was wrong, whatever the figures.</returns>
    Task<bool> RunAsync(string[] args, MarkdownReport report);
}
