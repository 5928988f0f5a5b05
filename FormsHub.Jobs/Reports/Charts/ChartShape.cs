namespace FormsHub.Jobs.Reports.Charts;

/// <summary>Part of a drawn chart. Lengths are points (1/72 inch) from the upper left corner.</summary>
public abstract record ChartShape;

/// <param name="Hint">What a pointer on it is told.</param>
public sealed record ChartRectangle(double X, double Y, double Width, double Height, string Hint) : ChartShape;

/// <param name="IsAxis">The line where the bars begin, not one to read their length by.</param>
public sealed record ChartLine(double X1, double Y1, double X2, double Y2, bool IsAxis) : ChartShape;

/// <param name="X">Of the side that <paramref name="Anchor"/> names.</param>
/// <param name="Y">Of the middle of its height.</param>
/// <param name="Width">The most it may take; it is cut already so that it should fit.</param>
public sealed record ChartText(double X, double Y, double Width, ChartAnchor Anchor, string Text, bool IsMuted) : ChartShape;

/// <summary>Which side of a text stands at its place.</summary>
public enum ChartAnchor
{
    Left,
    Middle,
    Right,
}

/// <summary>A chart with the place of each of its parts.</summary>
public sealed record ChartDrawing(Chart Chart, double Width, double Height, IReadOnlyList<ChartShape> Shapes)
{
    /// <summary>Of all texts but the title, in points.</summary>
    public const double TextSize = 8;

    /// <summary>Draws a chart into the given width; its height is as it needs.</summary>
    public static ChartDrawing Of(Chart chart, double width) => chart switch
    {
        { Bars.Count: 0 } => new ChartDrawing(chart, width, 2 * TextSize, [new ChartText(0, TextSize, width, ChartAnchor.Left, "Nothing to show.", true)]),
        { Kind: ChartKind.Bars } => BarGeometry.Draw(chart, width),
        _ => ColumnGeometry.Draw(chart, width),
    };
}
