using FormsHub.Jobs.Forms;
using FormsHub.Web.Hosting;

namespace FormsHub.Web.Editor;

/// <summary>Lets what stands inside a fill page be framed by whoever may frame that page: a browser asks every page in between.</summary>
internal sealed class FrameAncestors(FillSessions sessions, FormCatalog catalog)
{
    /// <param name="context">The request whose answer is meant.</param>
    /// <param name="documentKey">Of the document that is shown; an unknown one allows nothing.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task AllowAsync(HttpContext context, string documentKey, CancellationToken cancellationToken)
    {
        if (await sessions.DocumentAsync(documentKey, cancellationToken) is { } document
            && await catalog.GetAsync(document.FormId, cancellationToken) is { EmbedOrigins.Length: > 0 } form)
        {
            context.AllowFramingBy(form.EmbedOrigins);
        }
    }
}
