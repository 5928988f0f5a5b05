using FormsHub.Jobs.Forms;
using FormsHub.Jobs.JobServer;
using FormsHub.Jobs.Reporting;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Reporting;

/// <summary>A form's reporting views: what they are called, their columns, whether they are up to date, and queries to begin with.</summary>
internal sealed class FormViewsModel(
    FormCatalog catalog, ReportingViews reporting, ReaderAccount reader, ReportingAddress address, ViewRefreshing refreshing, IJobServer jobs, Addresses addresses,
    TimeProvider time) : PageModel
{
    /// <summary>Long enough for most readers to end, short enough to wait for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public FormHeader Header { get; private set; } = null!;

    /// <summary>The form's own first, then the newest version's.</summary>
    public IReadOnlyList<ReportingView> Views { get; private set; } = [];

    /// <summary>Null while nothing is known of them.</summary>
    public ViewsState? State { get; private set; }
    public IReadOnlyList<Dependant> Dependants { get; private set; } = [];
    public ReaderState Reader { get; private set; } = null!;
    public ReportingAddress Address => address;

    /// <summary>They were just brought up to date by hand.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Refreshed { get; set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is null)
        {
            return NotFound();
        }

        await refreshing.TryAgainAsync(id, cancellationToken);
        await refreshing.RefreshAsync(id, Patience, cancellationToken);
        jobs.Trigger<RefreshViews>();
        return Redirect($"/forms/{id}/connect?refreshed=true");
    }

    private async Task<bool> ShowAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return false;
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "connect");
        Views = await reporting.OfFormAsync(id, cancellationToken);
        State = await reporting.StateAsync(id, cancellationToken);
        Dependants = State?.LastError is null ? [] : await reporting.DependantsAsync(id, cancellationToken);
        Reader = await reader.StateAsync(cancellationToken);
        return true;
    }
}
