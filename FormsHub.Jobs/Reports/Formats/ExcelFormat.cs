using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using FormsHub.Jobs.Reports.Excel;
using FormsHub.Jobs.Reports.Excel.Contents;
using FormsHub.Jobs.Reports.Excel.Pictures;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Formats;

/// <summary>Submissions as an Excel workbook: a table of them, a summary with charts, the options of choices, and what the file is about.</summary>
internal sealed class ExcelFormat(IPublicAddress address, SummaryReader summaries, IBlobStore blobs, TimeProvider clock) : IReportFormat
{
    public string Name => "xlsx";

    public string Title => "Excel";

    public string MediaType => ExcelWriter.MediaType;

    public IReadOnlySet<string> Options { get; } = FrozenSet.ToFrozenSet(
        [ReportOptionsReading.Headers, ReportOptionsReading.Choices, ReportOptionsReading.Pictures, ReportOptionsReading.Summary]);

    public string? Obstacle(ReportRequest request)
    {
        var columns = request.Options.SplitChoices ? request.Columns.Sum(SplitChoices.WidthOf) : request.Columns.Count;
        return columns <= ExcelLimits.Columns ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The file would have {columns:N0} columns; an Excel sheet holds {ExcelLimits.Columns:N0}. Choose fewer columns{(request.Options.SplitChoices ? ", keep each choice in one" : "")}, or take CSV or JSON Lines.");
    }

    public async Task<long> WriteAsync(ReportSource source, Stream target, CancellationToken cancellationToken)
    {
        var request = source.Request;
        using var contents = new FileContents(source, address);
        var thumbnails = request.Options.Pictures == ReportPictures.Thumbnails ? new Thumbnails(blobs) : null;
        var further = new FurtherSheets(source, contents, thumbnails, summaries, address, Options);
        var options = new ExcelOptions
        {
            Compression = request.IsKept ? CompressionLevel.Optimal : CompressionLevel.Fastest,
            BlobLink = request.Options.Pictures == ReportPictures.None ? null : contents.AddressOf,
            Thumbnails = thumbnails,
            FurtherSheets = further.MakeAsync,
        };
        var table = request.Options.SplitChoices ? SplitChoices.Of(contents.Table, request.Columns) : contents.Table;
        return (await new ExcelWriter(clock).WriteAsync(table, target, options, cancellationToken)).Rows;
    }
}
