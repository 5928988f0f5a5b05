using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Web.Hosting;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Editor;

/// <summary>The author's page: the form's document in the editor, who else is in it, and the way to publish what is drafted.</summary>
internal sealed class EditModel(FormCatalog catalog, DesignDocuments design, DesignConfiguration configuration, Addresses addresses) : PageModel
{
    public Form Form { get; private set; } = null!;

    /// <summary>For <c>DocsAPI.DocEditor</c>.</summary>
    public JsonObject EditorConfig { get; private set; } = null!;
    public string ApiScript => $"{addresses.DocumentServer}/web-apps/apps/api/documents/api.js";
    public bool IsPractice => addresses.IsPractice;
    public DesignAuthor Author => DesignConfiguration.AuthorOf(User);

    /// <summary>What respondents do not have yet; null when nothing is drafted.</summary>
    public int? DraftId { get; private set; }

    /// <summary>How it stands with the draft, in words.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>Who is inside already, in words; empty when it is the author alone.</summary>
    public string Presence { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        Form = form;

        // The key is signed into the page: whoever comes back to it later must get a new one.
        Response.Headers.CacheControl = "no-store";
        if (!addresses.IsPractice)
        {
            HttpContext.AllowContentFrom(new Uri(addresses.DocumentServer));
        }

        var key = await design.OpenAsync(id, cancellationToken);
        EditorConfig = await configuration.SignAsync(form, key.Key, Author, Request.EditorLanguage(), cancellationToken);
        var editors = await design.EditorsAsync(id, cancellationToken);
        Presence = editors is [var alone] && alone == Author.Name ? "" : Look.Presence.Of(editors);
        var newest = await design.NewestAsync(id, cancellationToken);
        DraftId = newest is { IsDrafted: true } ? newest.DraftId : null;
        Draft = DraftId is null ? $"Version {form.VersionNumber}. What is saved is a draft until it is published." : $"Drafted since version {form.VersionNumber}";
        return Page();
    }
}
