namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>The colours of paper, 0xRRGGBB: those of the pages in their light theme.</summary>
internal static class Palette
{
    public const int Ink = 0x1d2126;
    public const int Muted = 0x5b6470;
    public const int Line = 0xe3e5e8;
    public const int Surface = 0xf6f6f3;
    public const int Accent = 0x0b6e6e;
    public const int Amber = 0x9a6700;
}
