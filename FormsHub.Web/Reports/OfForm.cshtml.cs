using System.Security.Cryptography;
using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using FormsHub.Web.Submissions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FormsHub.Web.Reports;

/// <summary>The reports of one form, and the door through which its list asks for a file.</summary>
internal sealed class OfFormModel(
    ReportRuns runs, ReportLinks links, ReportAsking asking, ReportFormats formats, FormCatalog catalog, SubmissionReader reader, Addresses addresses, TimeProvider clock)
    : RunsPage(runs, links, asking, formats, catalog, addresses, clock)
{
    private readonly FormCatalog _catalog = catalog;
    private readonly Addresses _addresses = addresses;
    private readonly ReportAsking _asking = asking;

    public FormHeader Header { get; private set; } = null!;

    protected override string Path => $"/forms/{Header.Form.Id}/reports";

    protected override int? FormId => Header.Form.Id;

    /// <summary>Every handler needs the form.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var id = int.TryParse(context.RouteData.Values["id"]?.ToString(), out var number) ? number : 0;
        if (await _catalog.GetAsync(id, context.HttpContext.RequestAborted) is not { } form)
        {
            context.Result = NotFound();
            return;
        }

        Header = new(form, form.AdmissionAt(Now), _addresses.Public + "/f/" + form.LinkToken, "reports");
        await next();
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>What the list's download menu sends: a small file comes at once, a large one becomes a run.</summary>
    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancellationToken)
    {
        var form = Header.Form;
        var posted = await Request.ReadFormAsync(cancellationToken);
        var format = posted["format"].ToString();
        var listed = ListRequest.Read(form.Id, await _catalog.FieldsAsync(form.Id, cancellationToken), Request);
        List<KeyValuePair<string, string>> pairs =
        [
            .. listed.Question.Where(pair => posted["rows"] != "all" || pair.Key is "sort" or "trashed"),
            .. posted["columns"] == "all" ? [] : listed.Columns,
            .. posted.Where(pair => pair.Key.StartsWith(format + ".", StringComparison.Ordinal) && pair.Value.ToString().Length > 0)
                .Select(pair => KeyValuePair.Create(pair.Key[(format.Length + 1)..], pair.Value.ToString())),
        ];
        var asked = await _asking.ReadAsync(form, format, pairs, HttpContext, cancellationToken);
        if (asked.Request is null || asked.Obstacle is not null)
        {
            return await RefuseAsync(asked, cancellationToken);
        }

        if ((await reader.CountAsync(asked.Request.Query, cancellationToken)).Matching <= _asking.Threshold(asked.Format!))
        {
            return LocalRedirect(new ListAddress($"/api/forms/{form.Id}/submissions.{asked.Format!.Name}", pairs).ToString());
        }

        return await _asking.RequestAsync(asked, KeyOf(posted["key"].ToString(), asked.Format!.Name, pairs), cancellationToken) is { } run
            ? Back("asked", run)
            : await RefuseAsync(StatusCodes.Status429TooManyRequests, _asking.TooMany, cancellationToken);
    }

    /// <summary>A button pressed twice asks once; a page that a browser brings back from its memory may ask for something else under the same key.</summary>
    private static Guid KeyOf(string sent, string format, IEnumerable<KeyValuePair<string, string>> pairs) => !Guid.TryParse(sent, out var key)
        ? Guid.NewGuid()
        : new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [key.ToString(), format, .. pairs.Select(pair => $"{pair.Key}={pair.Value}")])))[..16]);
}
