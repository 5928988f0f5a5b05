using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Submissions;

/// <summary>The submissions of one form: what the address asks for, page by page.</summary>
internal sealed class IndexModel(FormCatalog catalog, SubmissionReader reader, Addresses addresses, TimeProvider time) : PageModel
{
    private const int PageSize = 50;
    private const int ColumnsUnasked = 5;

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;

    /// <summary>What was asked, as far as it makes sense.</summary>
    public ListRequest Asked { get; private set; } = null!;
    public SubmissionQuery Query => Asked.Query;
    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    /// <summary>Shown fields with their headings, which are unique like those of exports, and their places in a row's values.</summary>
    public IReadOnlyList<(FormField Field, string Heading, int Place)> Columns { get; private set; } = [];
    public SubmissionCount Count { get; private set; }
    public SubmissionPage Rows { get; private set; } = new([], null);

    /// <summary>This page with one thing changed.</summary>
    public ListAddress Address { get; private set; } = null!;

    /// <summary>What goes along to a submission and leads back from it: this list, at this page.</summary>
    public string Along { get; private set; } = "";

    /// <summary>What exports are asked with: the same question without the page's own parts.</summary>
    public ListAddress Question { get; private set; } = null!;
    public bool IsFirstPage => !Request.Query.ContainsKey("cursor");
    public bool WasJustPublished => Request.Query.ContainsKey("published");
    public string Search => Request.Query["q"].ToString();

    public async Task<IActionResult> OnGetAsync(
        int id, string? cursor, string? filterField, string? filterOp, string? filterValue, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "submissions");
        Fields = await catalog.FieldsAsync(id, cancellationToken);
        var typed = filterField is { Length: > 0 } && filterOp is { Length: > 0 } ? new TypedFilter(filterField, filterOp, filterValue ?? "") : null;
        Asked = ListRequest.Read(id, Fields, Request, typed);
        Question = new($"/api/forms/{id}/submissions", Asked.Question);
        Address = new($"/forms/{id}", [.. Asked.Pairs]);
        Header = Header with { Question = Question.Query };
        Along = Asked.PageOf(id, Request).Query;
        if (typed is not null && Asked.Problems.Count == 0)
        {
            // The filter's form names its parts; the address has the one word that programs and colleagues use too.
            return LocalRedirect(Address.ToString());
        }

        Columns = ChooseColumns();
        if (Asked.Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Count = await reader.CountAsync(Query, cancellationToken);
        Rows = await reader.PageAsync(Query, PageSize, cursor is null ? null : SubmissionCursor.Read(cursor, Query), cancellationToken);
        return Page();
    }

    private List<(FormField Field, string Heading, int Place)> ChooseColumns()
    {
        var asked = Request.Query["column"].ToHashSet(StringComparer.Ordinal);
        var headings = ColumnHeaders.MakeUnique([], Query.Fields.Select(field => (field.Label, field.Name)));
        var all = Query.Fields.Select((field, place) => (field, headings[place], place));
        return asked.Count > 0
            ? [.. all.Where(column => asked.Contains(column.field.Name) || column.field.FormerNames.Any(asked.Contains))]
            : [.. all.Where(column => !column.field.Type.IsImage).OrderBy(column => column.field.Definition is null).Take(ColumnsUnasked)];
    }
}
