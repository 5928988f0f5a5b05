using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Submissions;

/// <summary>One submission: its values, its document, what happened to it, and what a reviewer decides.</summary>
internal sealed class DetailModel(SubmissionDetailReader details, SubmissionChanges changes, SubmissionNeighbours neighbours, FormCatalog catalog) : PageModel
{
    private const int LongestNote = 4000;

    public SubmissionDetail Detail { get; private set; } = null!;

    /// <summary>The submissions before and after this one in the list it was opened from.</summary>
    public Neighbours Neighbours { get; private set; } = null!;

    /// <summary>That list, at the page it was left from; its query goes along to the neighbours and back.</summary>
    public ListAddress List { get; private set; } = null!;

    /// <summary>The list is the whole trash.</summary>
    public bool IsTrashOnly { get; private set; }

    /// <summary>What was just done, by name, and how it was before: it can be undone.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Was { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await details.GetAsync(id, cancellationToken) is not { } detail)
        {
            return NotFound();
        }

        Detail = detail;
        var asked = ListRequest.Read(detail.FormId, await catalog.FieldsAsync(detail.FormId, cancellationToken), Request);
        IsTrashOnly = asked.Query is { Trashed: true, IsNarrowed: false };
        List = asked.PageOf(detail.FormId, Request);
        Neighbours = await neighbours.FindAsync(asked.Query, id, cancellationToken);
        return Page();
    }

    /// <summary>Where one of the page's forms is sent, the list it was opened from kept.</summary>
    public string ActionOf(string handler) => new ListAddress($"/submissions/{Detail.Row.Id}", List.Pairs).Plus("handler", handler);

    /// <param name="note">Absent from an undo, which leaves the note as it is.</param>
    public Task<IActionResult> OnPostReviewAsync(long id, ReviewState review, string? was, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(id, new() { Review = review, Note = Request.Form.ContainsKey("note") ? Kept(note) : null }, "review", was, cancellationToken);

    public Task<IActionResult> OnPostNoteAsync(long id, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(id, new() { Note = Kept(note) }, "note", null, cancellationToken);

    public Task<IActionResult> OnPostTrashAsync(long id, bool trashed, CancellationToken cancellationToken) =>
        ChangeAsync(id, new() { Trashed = trashed }, trashed ? "trash" : "restore", null, cancellationToken);

    private static string Kept(string? note) => (note ?? "").Trim() is { Length: <= LongestNote } text ? text : note![..LongestNote];

    private async Task<IActionResult> ChangeAsync(long id, SubmissionChange change, string done, string? was, CancellationToken cancellationToken)
    {
        if (!await changes.ApplyAsync(id, change, User.Identity?.Name ?? "somebody", cancellationToken))
        {
            return NotFound();
        }

        var address = new ListAddress($"/submissions/{id}", [.. ListRequest.PairsOf(Request), .. ListRequest.PlaceOf(Request), KeyValuePair.Create("done", done)]);
        return LocalRedirect(was is null ? address.ToString() : address.Plus("was", was));
    }
}
