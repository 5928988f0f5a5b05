using FormsHub.Jobs.Submissions;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Submissions;

/// <summary>One submission: its values, its document, what happened to it, and what a reviewer decides.</summary>
internal sealed class DetailModel(SubmissionDetailReader details, SubmissionChanges changes, SubmissionNeighbours neighbours) : PageModel
{
    private const int LongestNote = 4000;

    /// <summary>Parts of the address that are this page's own; the others are the list it was opened from.</summary>
    private static readonly string[] OwnNames = ["id", "done", "was", "handler"];

    public SubmissionDetail Detail { get; private set; } = null!;

    /// <summary>The submissions of the form before and after this one.</summary>
    public Neighbours Neighbours { get; private set; } = null!;

    /// <summary>The list this was opened from; its query goes along to the neighbours and back.</summary>
    public ListAddress List { get; private set; } = null!;

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
        List = new($"/forms/{detail.FormId}", ListPairs());
        Neighbours = await neighbours.FindAsync(detail.FormId, detail.Row.Number, cancellationToken);
        return Page();
    }

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

        var address = new ListAddress($"/submissions/{id}", [.. ListPairs(), KeyValuePair.Create("done", done)]);
        return LocalRedirect(was is null ? address.ToString() : address.Plus("was", was));
    }

    private List<KeyValuePair<string, string>> ListPairs() =>
        [.. QueryPairs.Of(Request).Where(pair => !OwnNames.Contains(pair.Key))];
}
