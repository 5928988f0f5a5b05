using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sessions;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Sessions;

/// <summary>How people came through a form: the funnel, and the sessions the address asks for.</summary>
internal sealed class IndexModel(FormCatalog catalog, SessionReader reader, SessionClock clock, Addresses addresses, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Parts of the address that are the page's own.</summary>
    private static readonly string[] OwnNames = ["id", "cursor", "handler"];

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;
    public SessionQuery Query { get; private set; } = null!;
    public SessionFunnel Funnel { get; private set; } = null!;

    /// <summary>What of the address could not be understood.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; private set; } = [];
    public SessionPage Sessions { get; private set; } = new([], null);

    /// <summary>This page with one thing changed.</summary>
    public ListAddress Address { get; private set; } = null!;

    /// <summary>What goes along to a session and leads back from it: this list, at this page.</summary>
    public string Along { get; private set; } = "";
    public int AbandonedMinutes => (int)clock.Patience.TotalMinutes;
    public bool IsFirstPage => !Request.Query.ContainsKey("cursor");
    public bool IsNarrowed => Query is not { Progress: null, Search: null, From: null, To: null };

    /// <summary>Periods that are one press away, each with the day it begins.</summary>
    public IEnumerable<(string Label, string? From)> Periods =>
        [("All time", null), ("30 days", DaysAgo(30)), ("7 days", DaysAgo(7)), ("Today", DaysAgo(0))];

    /// <summary>Sessions that the list's own filter leaves, whatever the search says.</summary>
    public long Listed => Query.Progress is { } progress ? Funnel.Counts[progress] : Funnel.Sessions;

    public async Task<IActionResult> OnGetAsync(int id, string? cursor, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "sessions");
        var pairs = Request.Query.Where(pair => !OwnNames.Contains(pair.Key))
            .SelectMany(pair => pair.Value.Where(value => !string.IsNullOrEmpty(value)).Select(value => KeyValuePair.Create(pair.Key, value!))).ToList();
        Address = new($"/forms/{id}/sessions", pairs);
        Along = new ListAddress("", [.. pairs, .. cursor is { Length: > 0 } ? new[] { KeyValuePair.Create("cursor", cursor) } : []]).Query;
        (Query, Problems) = SessionQueryParser.Parse(id, pairs);
        if (Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Funnel = await reader.FunnelAsync(Query, cancellationToken);
        Sessions = await reader.PageAsync(Query, PageSize, cursor is null ? null : SessionCursor.Parse(cursor), cancellationToken);
        return Page();
    }

    private string DaysAgo(int days) => time.GetUtcNow().AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
