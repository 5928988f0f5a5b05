using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Reports;

/// <summary>What the pages of reports have in common: the list, and what can be done to one of it.</summary>
internal abstract class RunsPage(ReportRuns runs, ReportLinks links, ReportAsking asking, ReportFormats formats, FormCatalog catalog, Addresses addresses, TimeProvider clock) : PageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<ReportRun> Runs { get; private set; } = [];

    /// <summary>How many there are in each state.</summary>
    public IReadOnlyDictionary<ReportRunState, int> Counts { get; private set; } = new Dictionary<ReportRunState, int>();
    public int Total => Counts.Values.Sum();

    /// <summary>Which are listed; null for all.</summary>
    public ReportRunState? Only { get; private set; }

    /// <summary>Where the list goes on; null at its end.</summary>
    public long? Next { get; private set; }
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>This page with one thing changed.</summary>
    public ListAddress Address { get; private set; } = null!;
    public bool IsFirstPage => !Request.Query.ContainsKey("before");

    /// <summary>What was just done, by name, and to which run.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Run { get; set; }

    /// <summary>The address of a link that was just made: shown once, kept in the browser's own cookie until then.</summary>
    [TempData]
    public string? MadeLink { get; set; }

    /// <summary>When it ends, in seconds since 1970: a text that looks like a time comes back as one.</summary>
    [TempData]
    public string? MadeLinkUntil { get; set; }

    /// <summary>Hours a link can be made for, each with its words.</summary>
    public static IReadOnlyList<(int Hours, string Words)> LinkTimes { get; } = [(4, "4 hours"), (24, "1 day"), (72, "3 days"), (168, "7 days"), (720, "30 days")];

    /// <summary>The page without its query.</summary>
    protected abstract string Path { get; }

    /// <summary>Null on the page of all forms.</summary>
    protected abstract int? FormId { get; }

    /// <summary>The form's title is said of each run.</summary>
    public bool SaysForm => FormId is null;

    /// <summary>A format as people know it.</summary>
    public string TitleOf(string format) => formats.Find(format)?.Title ?? format;

    public Task<IActionResult> OnPostCancelAsync([FromForm] long run, CancellationToken cancellationToken) =>
        DoAsync("cancelled", run, () => runs.CancelAsync(run, Actor, cancellationToken));

    public Task<IActionResult> OnPostRemoveAsync([FromForm] long run, CancellationToken cancellationToken) =>
        DoAsync("removed", run, () => runs.RemoveAsync(run, Actor, cancellationToken));

    public Task<IActionResult> OnPostUnshareAsync([FromForm] long run, CancellationToken cancellationToken) =>
        DoAsync("unshared", run, async () => await links.EndAsync(run, Actor, cancellationToken) > 0);

    public async Task<IActionResult> OnPostShareAsync([FromForm] long run, [FromForm] int hours, CancellationToken cancellationToken)
    {
        if (LinkTimes.All(time => time.Hours != hours) || await links.MakeAsync(run, hours, Actor, cancellationToken) is not { } link)
        {
            return Back("changed", run);
        }

        MadeLink = addresses.ReportLink(link);
        MadeLinkUntil = link.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Back("shared", run);
    }

    /// <summary>Asks for the same once more: the same columns, filter and options, about what is stored now.</summary>
    public async Task<IActionResult> OnPostAgainAsync([FromForm] long run, [FromForm] Guid? key, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(run, cancellationToken) is not { } before || await catalog.GetAsync(before.FormId, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        var asked = await asking.ReadAsync(form, before.Format, before.Pairs, HttpContext, cancellationToken);
        if (asked.Request is null || asked.Obstacle is not null)
        {
            return await RefuseAsync(asked, cancellationToken);
        }

        return await asking.RequestAsync(asked, key ?? Guid.NewGuid(), cancellationToken) is { } made
            ? Back("asked", made)
            : await RefuseAsync(StatusCodes.Status429TooManyRequests, asking.TooMany, cancellationToken);
    }

    protected string Actor => User.Identity?.Name ?? "somebody";

    protected async Task LoadAsync(CancellationToken cancellationToken)
    {
        Only = WireNames.TryRead<ReportRunState>(Request.Query["state"].ToString(), out var state) ? state : null;
        long? before = long.TryParse(Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        Address = new(Path, ListPairs());
        Counts = await runs.CountAsync(FormId, cancellationToken);
        var page = await runs.ListAsync(FormId, Only, before, PageSize + 1, cancellationToken);
        Runs = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Runs[^1].Id : null;
    }

    /// <summary>The page again, with the reason on top.</summary>
    protected async Task<IActionResult> RefuseAsync(int status, string reason, CancellationToken cancellationToken)
    {
        ModelState.AddModelError("", reason);
        Response.StatusCode = status;
        await LoadAsync(cancellationToken);
        return Page();
    }

    protected Task<IActionResult> RefuseAsync(ReportAsked asked, CancellationToken cancellationToken) => asked.Obstacle is { } obstacle
        ? RefuseAsync(StatusCodes.Status422UnprocessableEntity, obstacle, cancellationToken)
        : RefuseAsync(StatusCodes.Status400BadRequest, string.Join(' ', asked.Problems.Select(problem => $"{problem.Parameter}: {problem.Reason}")), cancellationToken);

    protected LocalRedirectResult Back(string done, long run) =>
        LocalRedirect(new ListAddress(Path, [.. ListPairs(), new("done", done), new("run", $"{run}")]) + (done is "removed" or "shared" ? "#done" : $"#run-{run}"));

    private async Task<IActionResult> DoAsync(string done, long run, Func<Task<bool>> act) => Back(await act() ? done : "changed", run);

    private List<KeyValuePair<string, string>> ListPairs() =>
        Request.Query["state"].ToString() is { Length: > 0 } state && HttpMethods.IsGet(Request.Method) ? [new("state", state)] : [];
}
