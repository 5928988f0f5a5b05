using FormsHub.Web.Access;

namespace FormsHub.Web.Hosting;

/// <summary>Errors as a page for people; programs keep getting problem details.</summary>
public static class ProblemPage
{
    /// <summary>Stands before routing, which finds the page when a failed request is run again under its address.</summary>
    /// <remarks>A scope of its own: the failed request's services remember how they failed, the sign-in check among them.</remarks>
    public static IApplicationBuilder UseProblemPage(this IApplicationBuilder app) =>
        app.UseWhen(
            context => !AccessProblem.IsForPrograms(context.Request) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal),
            pages => pages.UseExceptionHandler("/problem/500", createScopeForErrors: true).UseStatusCodePagesWithReExecute("/problem/{0}"));
}
