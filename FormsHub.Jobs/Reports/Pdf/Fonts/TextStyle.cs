namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>How a text is set. There are only these: font maps keep what they have seen.</summary>
/// <param name="Size">In points.</param>
/// <param name="Color">0xRRGGBB.</param>
/// <param name="LineSpacing">From baseline to baseline, in heights of the font.</param>
internal sealed record TextStyle(double Size, int Color, bool Bold = false, bool Mono = false, float LineSpacing = 1f)
{
    public static readonly TextStyle Body = new(10, Palette.Ink, LineSpacing: 1.05f);
    public static readonly TextStyle Muted = new(9, Palette.Muted, LineSpacing: 1.05f);
    public static readonly TextStyle Warning = new(9, Palette.Amber, LineSpacing: 1.05f);
    public static readonly TextStyle Small = new(8, Palette.Muted);
    public static readonly TextStyle Title = new(20, Palette.Ink, Bold: true, LineSpacing: 0.95f);
    public static readonly TextStyle Heading = new(14, Palette.Ink, Bold: true, LineSpacing: 0.95f);
    public static readonly TextStyle SubHeading = new(11, Palette.Ink, Bold: true);
    public static readonly TextStyle Kind = new(10, Palette.Accent, Bold: true);
    public static readonly TextStyle From = new(10, Palette.Muted);
    public static readonly TextStyle Label = new(9, Palette.Muted, LineSpacing: 1.05f);
    public static readonly TextStyle Fact = new(11, Palette.Ink, Bold: true);
    public static readonly TextStyle Link = new(9, Palette.Accent, LineSpacing: 1.05f);
    public static readonly TextStyle Code = new(12, Palette.Ink, Bold: true, Mono: true);
    public static readonly TextStyle Hash = new(7.5, Palette.Ink, Mono: true, LineSpacing: 1.1f);
    public static readonly TextStyle Head = new(8, Palette.Muted);
    public static readonly TextStyle HeadTitle = new(8, Palette.Ink, Bold: true);
    public static readonly TextStyle Cell = new(8, Palette.Ink);
    public static readonly TextStyle CellHeader = new(8, Palette.Ink, Bold: true);
    public static readonly TextStyle ChartTitle = new(10, Palette.Ink, Bold: true);
    public static readonly TextStyle ChartText = new(8, Palette.Ink);
    public static readonly TextStyle ChartMuted = new(8, Palette.Muted);
}
