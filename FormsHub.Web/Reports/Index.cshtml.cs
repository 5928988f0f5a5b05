using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Runs;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Mvc;

namespace FormsHub.Web.Reports;

/// <summary>The reports of all forms.</summary>
internal sealed class IndexModel(ReportRuns runs, ReportLinks links, ReportAsking asking, ReportFormats formats, FormCatalog catalog, Addresses addresses, TimeProvider clock)
    : RunsPage(runs, links, asking, formats, catalog, addresses, clock)
{
    protected override string Path => "/reports";

    protected override int? FormId => null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }
}
