using FormsHub.Web.Access;
using FormsHub.Web.Hosting;
using Hangfire;

namespace FormsHub.Web.Operations;

/// <summary>Hangfire's own pages, for administrators only; compiled with the Hangfire adapter.</summary>
internal static class HangfireDashboard
{
    public const string Address = "/operations/hangfire";

    public static void MapHangfire(this IEndpointRouteBuilder routes)
    {
        // A node that only serves HTTP has no Hangfire to show.
        if (routes.ServiceProvider.GetService<IGlobalConfiguration>() is not null)
        {
            routes.MapHangfireDashboard(Address, new DashboardOptions
            {
                Authorization = [],
                AppPath = "/operations",
                DashboardTitle = "FormsHub’s jobs",
                DisplayStorageConnectionString = false,
            }).RequireAuthorization(Policies.Administrator).Add(BringsItsStyles);
        }
    }

    /// <summary>Its graphs and labels are styled by scripts and in the text.</summary>
    private static void BringsItsStyles(EndpointBuilder endpoint)
    {
        var answer = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            context.AllowInlineStyles();
            return answer(context);
        };
    }
}
