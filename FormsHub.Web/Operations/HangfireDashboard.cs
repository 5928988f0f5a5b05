using FormsHub.Web.Access;
using Hangfire;

namespace FormsHub.Web.Operations;

/// <summary>Hangfire's own pages, for administrators only; compiled with the Hangfire adapter.</summary>
internal static class HangfireDashboard
{
    public static void MapHangfire(this IEndpointRouteBuilder routes) => routes
        .MapHangfireDashboard("/operations/hangfire", new DashboardOptions { Authorization = [], DisplayStorageConnectionString = false })
        .RequireAuthorization(Policies.Administrator);
}
