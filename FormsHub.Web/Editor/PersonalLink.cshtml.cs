using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Editor;

/// <summary>A personal link: leads its holder to their session, or says why not.</summary>
[AllowAnonymous]
internal sealed class PersonalLinkModel(PersonalLinks links) : PageModel
{
    public DeadEnd DeadEnd { get; private set; } = DeadEnd.UnknownLink;

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        var entrance = Request.IsGuess() ? await links.LookAsync(token, cancellationToken) : await links.EnterAsync(token, cancellationToken);
        if (entrance is null)
        {
            return this.Show(DeadEnd.UnknownLink);
        }

        HttpContext.AllowFramingBy(entrance.Form.EmbedOrigins);
        return entrance.Session is { } session ? this.SeeSession(session)
            : entrance.Admission == Admission.Open ? StatusCode(StatusCodes.Status503ServiceUnavailable)
            : this.Show(DeadEnd = DeadEnd.For(entrance));
    }

    /// <summary>Previews and link checkers look whether the link is good; that makes no session.</summary>
    public async Task<IActionResult> OnHeadAsync(string token, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        var entrance = await links.LookAsync(token, cancellationToken);
        return StatusCode(entrance switch
        {
            null => DeadEnd.UnknownLink.Status,
            { Admission: Admission.Open or Admission.Answered } => StatusCodes.Status200OK,
            _ => DeadEnd.For(entrance).Status,
        });
    }
}
