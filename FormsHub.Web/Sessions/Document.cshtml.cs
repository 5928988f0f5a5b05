using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Sessions;
using FormsHub.Web.Editor;
using FormsHub.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Sessions;

/// <summary>What was saved of a session, in the editor and read only.</summary>
internal sealed class DocumentModel(SessionReader reader, EditorConfiguration configuration, Addresses addresses) : PageModel
{
    public SessionSummary Session { get; private set; } = null!;
    public SavedDocument Document { get; private set; } = null!;

    /// <summary>For <c>DocsAPI.DocEditor</c>.</summary>
    public JsonObject EditorConfig { get; private set; } = null!;
    public string ApiScript => $"{addresses.DocumentServer}/web-apps/apps/api/documents/api.js";

    /// <param name="id">Of the session.</param>
    /// <param name="save">One of its saves; null for the newest that holds what was entered.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, long? save, CancellationToken cancellationToken)
    {
        if (await reader.GetAsync(id, cancellationToken) is not { } session || await reader.DocumentAsync(id, save, cancellationToken) is not { } document)
        {
            return NotFound();
        }

        if (!addresses.IsPractice)
        {
            HttpContext.AllowContentFrom(new Uri(addresses.DocumentServer));
        }

        (Session, Document) = (session, document);
        Response.Headers.CacheControl = "no-store";
        var person = User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "viewer";
        EditorConfig = await configuration.ForViewingAsync(
            new ViewedDocument(document.Sha256, document.FormTitle),
            (string.Create(CultureInfo.InvariantCulture, $"a-{person}"), User.Identity?.Name ?? "Viewer"),
            Request.EditorLanguage(),
            EditorSurface.Desktop,
            cancellationToken);
        return Page();
    }
}
