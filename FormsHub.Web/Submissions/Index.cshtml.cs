using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using FormsHub.Web.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Submissions;

/// <summary>The submissions of one form: what the address asks for, page by page.</summary>
internal sealed class IndexModel(FormCatalog catalog, SubmissionReader reader, ReportAsking asking, Addresses addresses, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;

    /// <summary>What was asked, as far as it makes sense.</summary>
    public ListRequest Asked { get; private set; } = null!;
    public SubmissionQuery Query => Asked.Query;
    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    /// <summary>Every column that can be shown.</summary>
    public IReadOnlyList<ListColumn> AllColumns { get; private set; } = [];

    /// <summary>Those that are shown, in their order.</summary>
    public IReadOnlyList<ListColumn> Columns { get; private set; } = [];
    public SubmissionCount Count { get; private set; }
    public SubmissionPage Rows { get; private set; } = new([], null);

    /// <summary>This page with one thing changed.</summary>
    public ListAddress Address { get; private set; } = null!;

    /// <summary>What goes along to a submission and leads back from it: this list, at this page.</summary>
    public string Along { get; private set; } = "";

    /// <summary>What the list's files are asked for with: the same question and the columns that are shown.</summary>
    public ListAddress FileRequest { get; private set; } = null!;

    /// <summary>The formats of files, each with what stands against it.</summary>
    public IReadOnlyList<FormatChoice> Formats { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();
    public bool IsFirstPage => !Request.Query.ContainsKey("cursor");
    public bool WasJustPublished => Request.Query.ContainsKey("published");
    public string Search => Request.Query["q"].ToString();

    public async Task<IActionResult> OnGetAsync(int id, string? cursor, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        Header = new(form, form.AdmissionAt(Now), addresses.Public + "/f/" + form.LinkToken, "submissions");
        Fields = await catalog.FieldsAsync(id, cancellationToken);
        var typed = ColumnFilter.Read(Request);
        Asked = ListRequest.Read(id, Fields, Request, typed);
        Address = new($"/forms/{id}", [.. Asked.Pairs]);
        Header = Header with { Question = new ListAddress("", Asked.Question).Query };
        Along = Asked.PageOf(id, Request).Query;
        if (typed is not null && Asked.Problems.Count == 0)
        {
            // The filter's form names its parts; the address has the words that programs and colleagues use too.
            return LocalRedirect(Address.ToString());
        }

        if (Asked.Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Count = await reader.CountAsync(Query, cancellationToken);
        Rows = await reader.PageAsync(Query, PageSize, cursor is null ? null : SubmissionCursor.Read(cursor, Query), cancellationToken);
        AllColumns = ListColumn.All(Query.Fields, Rows.Rows.Any(row => row.Role is not null));
        Columns = ListColumn.Choose(AllColumns, Query.Fields, Asked.Columns.Select(pair => pair.Value));
        FileRequest = new(
            $"/forms/{id}/reports", [.. Asked.Question, .. Columns.Select(column => KeyValuePair.Create(ReportRequestParser.Column, column.Name))]);
        Formats = asking.Choices(form, Fields, FileRequest.Pairs, Count.Matching, User.Identity?.Name ?? "");
        return Page();
    }
}
