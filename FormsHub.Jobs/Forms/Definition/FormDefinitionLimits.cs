namespace FormsHub.Jobs.Forms.Definition;

/// <summary>How much of a file is read before it is refused. A real form needs a few per cent of each.</summary>
internal sealed record FormDefinitionLimits
{
    private const long Megabyte = 1024 * 1024;

    public static FormDefinitionLimits Default { get; } = new();

    public long FileBytes { get; init; } = 100 * Megabyte;
    public long PackageBytes { get; init; } = 50 * Megabyte;
    public int Entries { get; init; } = 10_000;

    /// <summary>Bytes of the zip's own list of entries.</summary>
    public long DirectoryBytes { get; init; } = 8 * Megabyte;

    /// <summary>Unpacked bytes of one part, counted while it is inflated: what the zip says about sizes is not believed.</summary>
    public long PartBytes { get; init; } = 64 * Megabyte;

    /// <summary>Unpacked bytes of all parts that are read.</summary>
    public long TotalBytes { get; init; } = 256 * Megabyte;

    /// <summary>Unpacked bytes for one packed byte, from <see cref="RatioFromBytes"/> on.</summary>
    public int Ratio { get; init; } = 200;
    public long RatioFromBytes { get; init; } = Megabyte;
    public int Relationships { get; init; } = 50_000;

    /// <summary>Elements inside each other.</summary>
    public int Depth { get; init; } = 256;
    public int Controls { get; init; } = 20_000;
    public int OptionsPerList { get; init; } = 5_000;
    public int KeyLength { get; init; } = 1_000;
    public int CaptionLength { get; init; } = 4_000;
    public int OptionLength { get; init; } = 1_000;
    public int Warnings { get; init; } = 100;
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What measures <see cref="Time"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
