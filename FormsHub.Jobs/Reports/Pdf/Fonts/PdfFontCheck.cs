using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>Says at the start what is missing for PDF files, instead of when the first one is ugly.</summary>
internal sealed partial class PdfFontCheck(ILogger<PdfFontCheck> logger) : BackgroundService
{
    // Beside the start, not before it: nothing but PDF files waits for fonts.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            foreach (var problem in PdfFonts.FindProblems())
            {
                Misses(logger, problem);
            }
        },
        stoppingToken);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private static partial void Misses(ILogger logger, string problem);
}
