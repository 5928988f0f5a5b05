using System.Globalization;
using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>What documents leave behind: nothing. Runs when no other test does, because the whole process is measured.</summary>
[Collection(nameof(PdfMemoryTests))]
[CollectionDefinition(nameof(PdfMemoryTests), DisableParallelization = true)]
public class PdfMemoryTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Thousands_of_documents_take_no_more_memory_than_hundreds()
    {
        var png = Png.Of(60, 30);
        await MakeAsync(400, png);
        var before = Resident();

        await MakeAsync(3_000, png);

        Assert.InRange(Resident() - before, long.MinValue, 12 * Megabyte);
    }

    [Fact]
    public async Task A_long_table_takes_little_more_memory_than_a_short_one()
    {
        await MakeTableAsync(500);
        var before = Resident();
        var highest = before;

        await MakeTableAsync(30_000, () => highest = Math.Max(highest, Resident()));

        Assert.InRange(highest - before, long.MinValue, 40 * Megabyte);
    }

    private static async Task MakeAsync(int count, byte[] png)
    {
        for (var number = 0; number < count; number++)
        {
            await Pdf.Renderer.RenderAsync(
                Pdf.Of(
                    new PdfHeading($"Document {number}"),
                    new PdfKeyValues([new PdfKeyValue("Name") { Text = $"Anna {number} مرحبا 漢字" }, new PdfKeyValue("Picture") { Picture = new PdfPicture(() => new MemoryStream(png), "image/png", "") }]),
                    new PdfParagraph("A link") { Link = $"https://example.org/{number}" }),
                Stream.Null,
                CancellationToken.None);
        }
    }

    private static Task<PdfSummary> MakeTableAsync(int rows, Action? sometimes = null)
    {
        var target = new AsyncOnlyStream { BeforeWrite = _ => sometimes?.Invoke(), Keeps = false };
        var cells = Enumerable.Range(0, rows).Select(number => new[] { $"{number}", $"some words about number {number}, and some more", $"{number * 7 % 1000}" });
        return Pdf.Renderer.RenderAsync(Pdf.Of(Pdf.Table(["Number", "Words", "Other"], cells)), target, CancellationToken.None);
    }

    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
