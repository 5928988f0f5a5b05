using System.Globalization;

namespace FormsHub.Jobs.Reports.Charts;

/// <summary>A chart of one series of numbers, the same on paper and on a page.</summary>
/// <param name="Title">What it shows; every chart has one.</param>
/// <param name="Kind">Its form.</param>
/// <param name="Bars">In the order in which they stand.</param>
public sealed record Chart(string Title, ChartKind Kind, IReadOnlyList<ChartBar> Bars)
{
    /// <summary>The most lying bars that are drawn; the others become one.</summary>
    public const int MostBars = 40;

    /// <summary>The edges of a histogram's classes, one more than there are bars; empty for other charts.</summary>
    public IReadOnlyList<string> Edges { get; init; } = [];

    /// <summary>How often numbers lie in each class.</summary>
    /// <param name="edges">Ascending, one more than there are counts.</param>
    public static Chart Histogram(string title, IReadOnlyList<string> edges, IReadOnlyList<long> counts) =>
        edges.Count == counts.Count + 1
            ? new Chart(title, ChartKind.Histogram, [.. counts.Select((count, index) => new ChartBar($"{edges[index]} – {edges[index + 1]}", count))]) { Edges = edges }
            : throw new ArgumentException("A histogram has one edge more than classes.", nameof(edges));
}

/// <summary>The form of a chart.</summary>
public enum ChartKind
{
    /// <summary>Lying bars with their labels before them and their values behind: for words.</summary>
    Bars,

    /// <summary>Standing columns: for few things with short labels, such as months.</summary>
    Columns,

    /// <summary>Columns without gaps between the edges of classes.</summary>
    Histogram,
}

/// <summary>One bar.</summary>
/// <param name="Label">What it stands for; anything.</param>
/// <param name="Value">Finite; below zero it goes the other way.</param>
/// <param name="ValueText">How the value is written; null for its digits.</param>
public sealed record ChartBar(string Label, double Value, string? ValueText = null)
{
    public string Text => ValueText ?? Value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
