using FormsHub.Web.Access;

namespace FormsHub.Web.Reports;

/// <summary>Files that are made in the background: asking for them, following them, handing them on.</summary>
public static class ReportsModule
{
    public static IServiceCollection AddReportPages(this IServiceCollection services) =>
        services.AddSingleton<LinkDownloads>().AddSingleton<ReportAsking>();

    public static IEndpointRouteBuilder MapReports(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(Policies.Administrator).WithTags("Reports");
        api.MapPost("forms/{id:int}/report-runs", ReportRunsEndpoint.CreateAsync);
        api.MapGet("report-runs", ReportRunsEndpoint.ListAsync);
        api.MapGet("report-runs/{id:long}", ReportRunsEndpoint.GetAsync);
        api.MapDelete("report-runs/{id:long}", ReportRunsEndpoint.DeleteAsync);
        api.MapMethods("report-runs/{id:long}/file", [HttpMethods.Get, HttpMethods.Head], ReportFileEndpoint.GetAsync);
        api.MapPost("report-runs/{id:long}/links", ReportLinksEndpoint.CreateAsync);
        api.MapDelete("report-runs/{id:long}/links", ReportLinksEndpoint.DeleteAsync);
        return routes;
    }
}
