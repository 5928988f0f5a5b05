using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace FormsHub.Web.Hosting;

/// <summary>What went wrong, why, and what to do now.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ProblemModel : PageModel
{
    [BindProperty(SupportsGet = true, Name = "status")]
    public int Status { get; set; }

    public string Headline => Status switch
    {
        400 => "This page is out of date",
        403 => "You may not open this page",
        404 => "There is nothing at this address",
        413 => "That is too large",
        429 => "Too many requests",
        503 => "FormsHub cannot reach its database",
        _ => "Something went wrong",
    };

    public string Explanation => Status switch
    {
        400 => "The page was open for long, or you signed out meanwhile. Go back, reload it and try once more.",
        403 => "You are signed in, but this page needs another role.",
        404 => "It may be mistyped, or what was here is gone.",
        413 => "The file is larger than FormsHub takes.",
        429 => "They came from your network address within a short time. Wait a few seconds and try again.",
        503 => $"It is being started again. Callbacks wait and nothing is lost; try again in a minute.{(HttpMethods.IsGet(Request.Method) ? "" : " Go back to the page before this one: what you typed is still there.")}",
        _ => "It is noted in the log. Nothing that was stored is lost; try again, and tell your administrator the number below when it happens twice.",
    };

    /// <summary>The page that failed, where it may work in a moment; null where trying the same again is of no use.</summary>
    public string? Again { get; private set; }

    /// <summary>Finds the failure in the log.</summary>
    public string RequestId => Activity.Current?.Id ?? HttpContext.TraceIdentifier;

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        // Opened by hand the page is a plain page; otherwise it keeps the status of what failed.
        if (Status is < 400 or > 599)
        {
            Status = StatusCodes.Status404NotFound;
        }

        // A body over its limit fails while the antiforgery field is looked for in it, which says 400.
        if (Request.ContentLength > HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            Status = StatusCodes.Status413PayloadTooLarge;
        }

        if (HttpContext.Features.Get<IExceptionHandlerFeature>() is { } failure)
        {
            if (failure.Error is NpgsqlException { IsTransient: true })
            {
                Status = StatusCodes.Status503ServiceUnavailable;
                Response.Headers.RetryAfter = "10";
            }

            var address = new PathString(failure.Path).ToUriComponent() + Request.QueryString.ToUriComponent();
            Again = HttpMethods.IsGet(Request.Method) && Url.IsLocalUrl(address) ? address : null;
        }

        Response.StatusCode = Status;
    }
}
