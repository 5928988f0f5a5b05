using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Summary;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using FormsHub.Web.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Submissions;

/// <summary>What the submissions of a list say together: a figure and a chart for each field, over every one that matches.</summary>
internal sealed class SummaryModel(FormCatalog catalog, SubmissionReader submissions, SummaryReader summaries, ReportAsking asking, Addresses addresses, TimeProvider time) : PageModel
{
    /// <summary>So many are counted before the page is sent; of more, the page comes first and fetches its figures.</summary>
    private const int CountedAtOnce = 20_000;

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;
    public ListRequest Asked { get; private set; } = null!;
    public SubmissionCount Count { get; private set; }

    /// <summary>This page with one thing changed.</summary>
    public ListAddress Address { get; private set; } = null!;

    /// <summary>The list that shows what is counted here.</summary>
    public ListAddress List { get; private set; } = null!;

    /// <summary>What its file is asked for with: the same question and the same columns.</summary>
    public ListAddress FileRequest { get; private set; } = null!;

    /// <summary>The file that has these figures as charts, then what they count.</summary>
    public FormatChoice Pdf { get; private set; } = null!;

    /// <summary>null while they are fetched by the page itself.</summary>
    public SubmissionSummary? Summary { get; private set; }
    public SummaryLinks Links => new(List);
    public string Search => Request.Query["q"].ToString();

    /// <param name="id">The form.</param>
    /// <param name="figures"><c>now</c>: wait for the figures however long they take.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnGetAsync(int id, string? figures, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (Asked.Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Count = await submissions.CountAsync(Asked.Query, cancellationToken);
        Pdf = asking.Choices(Form, Asked.Query.Fields, FileRequest.Pairs, Count.Matching, User.Identity?.Name ?? "").Single(choice => choice.Format.Name == "pdf");
        if (Count.Matching > 0 && (figures == "now" || Count.Total <= CountedAtOnce))
        {
            Summary = await summaries.ReadAsync(Asked.Query, cancellationToken);
        }

        return Page();
    }

    /// <summary>The figures alone, for a page that is there already.</summary>
    public async Task<IActionResult> OnGetFiguresAsync(int id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Summary = await summaries.ReadAsync(Asked.Query, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return Partial("~/Submissions/_Figures.cshtml", this);
    }

    private async Task<bool> ReadAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return false;
        }

        Asked = ListRequest.Read(id, await catalog.FieldsAsync(id, cancellationToken), Request);
        Address = new($"/forms/{id}/summary", [.. Asked.Pairs]);
        List = new($"/forms/{id}", [.. Asked.Pairs]);
        FileRequest = new($"/forms/{id}/reports", [.. Asked.Pairs]);
        Header = new(form, form.AdmissionAt(time.GetUtcNow()), $"{addresses.Public}/f/{form.LinkToken}", "summary") { Question = List.Query };
        return true;
    }
}
