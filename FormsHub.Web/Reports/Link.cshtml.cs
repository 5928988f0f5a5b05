using System.Globalization;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Reports;

/// <summary>Where a link to a report leads, for people without an account: the file, or a page that says no more than that there is none.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class LinkModel(ReportLinks links, ReportFiles files, ReportFormats formats, LinkDownloads downloads) : PageModel
{
    public string Headline => Response.StatusCode switch
    {
        StatusCodes.Status410Gone => "This link has ended",
        StatusCodes.Status429TooManyRequests => "Too many downloads at once",
        _ => "This link leads nowhere",
    };

    public string Explanation => Response.StatusCode switch
    {
        StatusCodes.Status410Gone => "The file was shared for a limited time, and that is over. Ask whoever sent you the link for a new one.",
        StatusCodes.Status429TooManyRequests => "Many files were asked for from your network. Wait a few seconds and try again.",
        _ => "Compare it with what you were sent: every character counts. If it is the same, whoever sent it has ended it.",
    };

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (!downloads.TryTake(HttpContext))
        {
            Response.Headers.RetryAfter = LinkDownloads.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Say(StatusCodes.Status429TooManyRequests);
        }

        if (await links.FollowAsync(token, cancellationToken) is not { } link)
        {
            return Say(StatusCodes.Status404NotFound);
        }

        if (link.Run is not { } run || files.OpenRead(run) is not { } content)
        {
            return Say(StatusCodes.Status410Gone);
        }

        if (IsDownload())
        {
            await links.CountAsync(link.Id, cancellationToken);
        }

        ReportFileEndpoint.Prepare(HttpContext);
        return new FileStreamResult(content, ReportFileEndpoint.MediaType(run, formats))
        {
            FileDownloadName = run.FileName,
            EntityTag = ReportFileEndpoint.EntityTag(run),
            LastModified = run.FinishedAt,
            EnableRangeProcessing = true,
        };
    }

    /// <summary>A download is what begins with the first byte; the parts with which a broken one goes on are none of their own.</summary>
    private bool IsDownload() => HttpMethods.IsGet(Request.Method)
        && (Request.GetTypedHeaders().Range is not { Unit.Value: "bytes" } asked || asked.Ranges.Any(range => range.From is null or 0));

    private PageResult Say(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
