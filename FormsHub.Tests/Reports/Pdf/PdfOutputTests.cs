using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>How a file reaches its reader, and what is left when it does not.</summary>
public class PdfOutputTests
{
    [Fact]
    public async Task Rows_that_fail_leave_nothing_written()
    {
        var target = new AsyncOnlyStream();

        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(Texts(500).Concat(Failing()), target));

        Assert.Empty(target.ToArray());
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_writing_and_has_no_whole_file()
    {
        var target = new AsyncOnlyStream { BeforeWrite = written => { if (written > 100_000) { throw new IOException("Gone."); } } };

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(Texts(5_000), target));

        Assert.DoesNotContain("%%EOF", System.Text.Encoding.Latin1.GetString(target.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_can_be_cancelled_while_it_is_counted_and_while_it_is_written()
    {
        using var counting = new CancellationTokenSource();
        var endless = Enumerable.Range(0, int.MaxValue).Select(number =>
        {
            if (number == 100)
            {
                counting.Cancel();
            }

            return new[] { "x" };
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(endless, new AsyncOnlyStream(), counting.Token));

        using var writing = new CancellationTokenSource();
        var target = new AsyncOnlyStream { BeforeWrite = written => { if (written > 100_000) { writing.Cancel(); } } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(Texts(5_000), target, writing.Token));
        Assert.DoesNotContain("%%EOF", System.Text.Encoding.Latin1.GetString(target.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_document_is_handed_on_in_small_pieces()
    {
        var sizes = new List<long>();
        var target = new AsyncOnlyStream { BeforeWrite = sizes.Add };

        var summary = await WriteAsync(Texts(5_000), target);

        Assert.Equal(5_000, summary.Rows);
        // The last piece has the fonts.
        Assert.All(sizes.Zip(sizes.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 200_000));
        Assert.True(sizes.Count > 5);
        PdfReader.Check(target.ToArray());
    }

    [Fact]
    public async Task The_same_document_is_the_same_file()
    {
        PdfDocument Document() => Pdf.Of(new PdfHeading("Heading"), Pdf.Table(["Name"], Texts(100)));

        Assert.Equal(await Pdf.RenderAsync(Document()), await Pdf.RenderAsync(Document()));
    }

    [Fact]
    public async Task Many_documents_are_made_at_the_same_time()
    {
        // With more fonts than Cairo keeps open at once; two threads that draw with them end the process.
        PdfDocument Document() => Pdf.Of(new PdfHeading("Überschrift"), new PdfParagraph("مرحبا שלום Hello Привет नमस्ते สวัสดี 世界 こんにちは 안녕 ✓ 𝔘 ქართული Հայերեն தமிழ் ಕನ್ನಡ"), Pdf.Table(["Name"], Texts(50)));
        var expected = await Pdf.RenderAsync(Document());

        var files = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => Pdf.RenderAsync(Document()))));

        Assert.All(files, file => Assert.Equal(expected, file));
    }

    [Fact]
    public async Task A_document_that_waits_for_its_reader_or_its_rows_keeps_nobody_waiting()
    {
        var gate = new TaskCompletionSource();
        async IAsyncEnumerable<string[]> SlowRows()
        {
            yield return ["first"];
            await gate.Task;
            yield return ["last"];
        }

        var slow = Pdf.RenderAsync(new PdfTable([new PdfColumn("Name")], SlowRows()));
        var stuck = Pdf.Renderer.RenderAsync(Pdf.Of(Pdf.Table(["Text"], Texts(5_000))), new StuckStream(gate.Task), CancellationToken.None);

        Assert.NotEmpty(await Pdf.RenderAsync(new PdfParagraph("Quick")));
        Assert.False(slow.IsCompleted || stuck.IsCompleted);
        gate.SetResult();
        Assert.Contains("last", PdfReader.Text(await slow), StringComparison.Ordinal);
        Assert.Equal(5_000, (await stuck).Rows);
    }

    [Fact]
    public void Rows_wait_in_a_file_without_a_name_when_they_are_many()
    {
        var before = Directory.GetFiles(Path.GetTempPath(), "formshub-*").Length;
        using var spool = new FormsHub.Jobs.Reports.Pdf.Layout.RowSpool();
        foreach (var number in Enumerable.Range(0, 60_000))
        {
            spool.Add([$"row {number}", new string('ä', 50)]);
        }

        Assert.Equal(Enumerable.Range(0, 60_000).Select(number => $"row {number}"), spool.Read(2).Select(row => row[0]));
        Assert.Equal(Enumerable.Range(0, 60_000).Select(number => $"row {number}"), spool.Read(2).Select(row => row[0]));
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "formshub-*").Length);
    }

    private static Task<PdfSummary> WriteAsync(IEnumerable<string[]> rows, Stream target, CancellationToken cancellationToken = default) =>
        Pdf.Renderer.RenderAsync(Pdf.Of(Pdf.Table(["Text"], rows)), target, cancellationToken);

    private static IEnumerable<string[]> Texts(int count)
    {
        var random = new Random(2);
        var bytes = new byte[60];
        for (var number = 0; number < count; number++)
        {
            random.NextBytes(bytes);
            yield return [Convert.ToBase64String(bytes)];
        }
    }

    private static IEnumerable<string[]> Failing() => Enumerable.Range(0, 1).Select<int, string[]>(_ => throw new TimeoutException("The database is gone."));

    /// <summary>Takes nothing before the gate opens.</summary>
    private sealed class StuckStream(Task gate) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await gate;
    }
}
