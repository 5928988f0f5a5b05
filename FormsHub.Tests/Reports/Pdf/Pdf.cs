using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>Documents made in tests.</summary>
internal static class Pdf
{
    public static readonly DateTimeOffset Now = new(2026, 11, 18, 13, 5, 9, TimeSpan.Zero);

    /// <summary>One for all tests, which use it at the same time as requests do.</summary>
    public static readonly PangoPdfRenderer Renderer = new(new StoppedClock(Now));

    public static PdfDocument Of(params PdfBlock[] blocks) => new() { Title = "A document", Language = "en", Blocks = blocks };

    public static async Task<byte[]> RenderAsync(PdfDocument document)
    {
        var target = new AsyncOnlyStream();
        await Renderer.RenderAsync(document, target, CancellationToken.None);
        return target.ToArray();
    }

    public static Task<byte[]> RenderAsync(params PdfBlock[] blocks) => RenderAsync(Of(blocks));

    public static PdfTable Table(string[] headers, IEnumerable<string[]> rows) => new([.. headers.Select(header => new PdfColumn(header))], Rows(rows));

    /// <summary>Rows that arrive asynchronously in one array, used again for each row as a database reader does.</summary>
    public static async IAsyncEnumerable<string[]> Rows(IEnumerable<string[]> rows)
    {
        string[] reused = [];
        foreach (var row in rows)
        {
            await Task.Yield();
            Array.Resize(ref reused, row.Length);
            row.CopyTo(reused, 0);
            yield return reused;
        }
    }
}
