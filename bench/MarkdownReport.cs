using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FormsHub.Bench;

/// <summary>A benchmark's figures as markdown: printed as they come, and kept in <c>bench/results/</c> when asked for.</summary>
internal sealed class MarkdownReport
{
    private readonly StringBuilder _text = new();

    public void Line(string text = "")
    {
        Console.WriteLine(text);
        _text.AppendLine(text);
    }

    /// <summary>A table's head; <c>:</c> before a column's name puts its figures to the left.</summary>
    public void Head(params string[] columns)
    {
        Row([.. columns.Select(column => column.TrimStart(':'))]);
        Line($"|{string.Concat(columns.Select(column => column[0] == ':' ? "---|" : "---:|"))}");
    }

    /// <summary>A row; numbers are written as in English, with a separator for thousands.</summary>
    public void Row(params object[] cells) => Line($"| {string.Join(" | ", cells.Select(Cell))} |");

    /// <summary>Writes what has come so far into the checkout that is the working directory.</summary>
    public async Task SaveAsync(string name, string[] args)
    {
        var command = string.Join(' ', ["./formshub bench", name, .. args]);
        var machine = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores";
        var date = DateTime.UtcNow.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine("bench", "results", $"{name}.md"), $"# {name}\n\n`{command}` · {date} · {machine}\n\n{_text}");
    }

    private static string Cell(object cell) => cell switch
    {
        int or long => string.Create(CultureInfo.InvariantCulture, $"{cell:N0}"),
        double or decimal => string.Create(CultureInfo.InvariantCulture, $"{cell:N1}"),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:N2}"),
        _ => cell.ToString() ?? "",
    };
}
