using System.IO.Compression;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Reports.Excel;

public class ExcelFailureTests
{
    private static readonly ReportColumn[] OneColumn = [new("Text", ColumnKind.Text)];

    [Fact]
    public async Task Rows_that_fail_half_way_leave_no_valid_file()
    {
        var target = new AsyncOnlyStream();

        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(Noise(50_000).Concat(Failing()), target));

        Assert.NotEmpty(target.ToArray());
        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(target.ToArray())));
    }

    [Fact]
    public async Task A_query_that_fails_at_once_writes_nothing()
    {
        var target = new AsyncOnlyStream();

        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(Failing(), target));

        Assert.Empty(target.ToArray());
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_export()
    {
        var target = new AsyncOnlyStream { BeforeWrite = written => { if (written > 100_000) { throw new IOException("Gone."); } } };

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(Noise(int.MaxValue), target));

        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(target.ToArray())));
    }

    [Fact]
    public async Task A_cancelled_export_ends_and_leaves_no_valid_file()
    {
        using var cancellation = new CancellationTokenSource();
        var target = new AsyncOnlyStream { BeforeWrite = written => { if (written > 100_000) { cancellation.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(Noise(int.MaxValue), target, cancellation.Token));

        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(target.ToArray())));
    }

    [Fact]
    public async Task Rows_that_never_fill_a_write_are_cancelled_too()
    {
        using var cancellation = new CancellationTokenSource();
        var rows = Enumerable.Range(0, int.MaxValue).Select(number =>
        {
            if (number == 100)
            {
                cancellation.Cancel();
            }
            return Array.Empty<FieldValue>();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ExcelWriterTests.Writer().WriteAsync(Report.Of("Empty", [], rows), new AsyncOnlyStream(), new ExcelOptions(), cancellation.Token));
    }

    [Fact]
    public async Task The_header_goes_out_before_more_rows_are_read_than_tell_how_wide_columns_are()
    {
        var target = new AsyncOnlyStream();
        var written = 0;
        var rows = Enumerable.Range(0, RowFeed.MostAhead + 1).Select(number =>
        {
            written = number == RowFeed.MostAhead ? target.ToArray().Length : 0;
            return new[] { FieldValue.Of(number) };
        });

        await WriteAsync(rows, target);

        Assert.NotEqual(0, written);
    }

    [Fact]
    public async Task What_the_target_has_not_taken_is_not_made()
    {
        // Back-pressure: between two writes no more rows are read than fill a few buffers.
        var read = 0;
        var readAtWrites = new List<int>();
        var target = new AsyncOnlyStream { BeforeWrite = _ => readAtWrites.Add(read) };

        await WriteAsync(Noise(100_000).Select(row => { read++; return row; }), target);

        Assert.True(readAtWrites.Count > 20);
        Assert.All(readAtWrites.Zip(readAtWrites.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 10_000));
    }

    [Fact]
    public async Task A_row_of_another_length_is_a_mistake_not_a_shifted_row() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync([new FieldValue[2]], new AsyncOnlyStream()));

    private static Task<ExcelSummary> WriteAsync(IEnumerable<FieldValue[]> rows, Stream target, CancellationToken cancellationToken = default) =>
        ExcelWriterTests.Writer().WriteAsync(Report.Of("Texts", OneColumn, rows), target, new ExcelOptions(), cancellationToken);

    /// <summary>Rows that hardly compress.</summary>
    private static IEnumerable<FieldValue[]> Noise(int count)
    {
        var random = new Random(2);
        var bytes = new byte[24];
        for (var number = 0; number < count; number++)
        {
            random.NextBytes(bytes);
            yield return [FieldValue.OfText(Convert.ToBase64String(bytes))];
        }
    }

    private static IEnumerable<FieldValue[]> Failing() => Enumerable.Range(0, 1).Select<int, FieldValue[]>(_ => throw new TimeoutException("The database is gone."));
}
