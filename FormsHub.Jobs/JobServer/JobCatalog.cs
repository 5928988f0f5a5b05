using System.Collections.Frozen;

namespace FormsHub.Jobs.JobServer;

/// <summary>Every job there is, and how often each sweeps for work whose trigger was lost.</summary>
public sealed class JobCatalog(IEnumerable<JobEntry> jobs)
{
    private readonly FrozenDictionary<string, JobEntry> _byName = jobs.ToFrozenDictionary(job => job.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<JobEntry> Jobs => _byName.Values;

    /// <returns>Null for a name this version of the program does not know (another node may be newer).</returns>
    public JobEntry? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>One job.</summary>
/// <param name="Type">Implements <see cref="IJob"/>.</param>
/// <param name="Sweep">Time between two runs that nobody asked for.</param>
public sealed record JobEntry(Type Type, TimeSpan Sweep)
{
    /// <summary>The type's name: stable, shown to administrators, and what nodes call the job between each other.</summary>
    public string Name => Type.Name;
}
