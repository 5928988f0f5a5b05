using FormsHub.Jobs;
using FormsHub.Web.Access;
using Microsoft.Extensions.Options;

namespace FormsHub.Web.Reports;

/// <summary>Slows guessing of links down.</summary>
internal sealed class LinkDownloads(IOptions<ReportsOptions> options) : Attempts(options.Value.LinkDownloads, Pause)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
}
