namespace FormsHub.Jobs.Forms.Definition;

/// <summary>What one reading may still spend: time, unpacked bytes and warnings. Shared by everything that reads the file.</summary>
internal sealed class ReadBudget(FormDefinitionLimits limits, CancellationToken cancellationToken)
{
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private long _unpacked;

    public FormDefinitionLimits Limits { get; } = limits;

    /// <summary>Called at least once for every block of bytes and every few hundred XML nodes.</summary>
    public void Checkpoint() => cancellationToken.ThrowIfCancellationRequested();

    public void SpendUnpacked(int bytes)
    {
        Checkpoint();
        _unpacked += bytes;
        if (_unpacked > Limits.TotalBytes)
        {
            throw new FormRefusedException(FormRefusal.TooLarge, $"The form inside this PDF unpacks to more than {Limits.TotalBytes >> 20} MB; no real form does.");
        }
    }

    /// <summary>Notes a sentence for the author once.</summary>
    public void Warn(string sentence)
    {
        if (_said.Count <= Limits.Warnings * 10 && _said.Add(sentence))
        {
            _warnings.Add(sentence);
        }
    }

    /// <summary>The first warnings; the last one says how many more there are.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Count <= Limits.Warnings
        ? [.. _warnings]
        : [.. _warnings.Take(Limits.Warnings), $"{_warnings.Count - Limits.Warnings} or more other remarks are left out."];
}
