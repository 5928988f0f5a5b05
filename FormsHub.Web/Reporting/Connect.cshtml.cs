using FormsHub.Jobs.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Reporting;

/// <summary>How Excel, Power BI, Metabase and others read submissions: the account, the address, and every form's view.</summary>
internal sealed class ConnectModel(ReaderAccount reader, ReportingViews views, ReportingAddress address) : PageModel
{
    private const int MostForms = 500;

    public ReaderState Reader { get; private set; } = null!;
    public ReportingAddress Address => address;
    public IReadOnlyList<FormViews> Forms { get; private set; } = [];

    /// <summary>What is asked before it is done, because programs stop by it: <c>password</c> or <c>off</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ask { get; set; }

    /// <summary>What was just done: <c>off</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The password that was just made, shown this once.</summary>
    public string? Password { get; private set; }

    /// <summary>Why nothing was done; null when something was, or nothing was asked.</summary>
    public ReaderChange? Refusal { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    /// <param name="seen">How often the account had been changed when the page was shown.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostPasswordAsync(int seen, CancellationToken cancellationToken)
    {
        // Answered at once and not by a redirect, which would have to carry the password. Sent again by a reload it makes no second one: the count has changed.
        (var outcome, Password) = await reader.LetInAsync(Actor, seen, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return await AnswerAsync(outcome, cancellationToken);
    }

    /// <param name="seen">How often the account had been changed when the page was shown.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostOffAsync(int seen, CancellationToken cancellationToken)
    {
        var outcome = await reader.LockOutAsync(Actor, seen, cancellationToken);
        return outcome == ReaderChange.Done ? Redirect("/connect?done=off") : await AnswerAsync(outcome, cancellationToken);
    }

    private string Actor => User.Identity?.Name ?? "somebody";

    private async Task<IActionResult> AnswerAsync(ReaderChange outcome, CancellationToken cancellationToken)
    {
        if (outcome != ReaderChange.Done)
        {
            Refusal = outcome;
            Response.StatusCode = StatusCodes.Status409Conflict;
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Reader = await reader.StateAsync(cancellationToken);
        Forms = await views.ListAsync(MostForms, cancellationToken);
    }
}
