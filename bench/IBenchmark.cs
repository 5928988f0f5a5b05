namespace FormsHub.Bench;

/// <summary>Something about FormsHub whose speed is promised, and how to measure it.</summary>
internal interface IBenchmark
{
    /// <summary>What stands on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and prints its figures as a markdown table.</summary>
    Task RunAsync(string[] args);
}
