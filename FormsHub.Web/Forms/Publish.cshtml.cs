using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>What publishing a draft would change, with the author's word on every field that may only have been renamed; and the publishing itself.</summary>
internal sealed class PublishModel(PublicationPreviews previews, FormPublishing publishing, Addresses addresses, TimeProvider time) : PageModel
{
    public FormHeader Header { get; private set; } = null!;
    public PublicationPreview Preview { get; private set; } = null!;

    /// <summary>What was confirmed so far, as the form sent it.</summary>
    [BindProperty]
    public string[] Renames { get; set; } = [];

    /// <summary>Why nothing was published; null before it was tried.</summary>
    public string? Problem { get; private set; }

    public int NextVersion => Preview.Form.VersionNumber + 1;

    /// <summary>The draft is a version already.</summary>
    public bool IsPublished => Preview.Draft.VersionNumber is not null;

    public async Task<IActionResult> OnGetAsync(int id, int draft, CancellationToken cancellationToken) =>
        await ShowAsync(id, draft, cancellationToken) ? Page() : NotFound();

    /// <param name="seenVersion">Number of the version that the author saw the draft compared with.</param>
    /// <param name="seenSha256">What the draft's bytes were then.</param>
    public async Task<IActionResult> OnPostAsync(int id, int draft, int seenVersion, string? seenSha256, CancellationToken cancellationToken)
    {
        var chosen = Renames.Where(rename => !string.IsNullOrEmpty(rename)).ToArray();
        if (seenSha256 is not { Length: 64 } || !seenSha256.All(char.IsAsciiHexDigit) || RenamesField.Read($"[{string.Join(',', chosen)}]") is not { } renames)
        {
            return BadRequest();
        }

        var seen = new SeenDraft(draft, Convert.FromHexString(seenSha256), seenVersion);
        var result = await publishing.PublishDraftAsync(id, seen, renames, DesignConfiguration.AuthorOf(User).Name, cancellationToken);
        if (result.Form is { } form)
        {
            return Redirect($"/forms/{id}/versions?published={form.VersionNumber}");
        }

        if (!await ShowAsync(id, draft, cancellationToken))
        {
            return NotFound();
        }

        Problem = result.Explanation;
        Response.StatusCode = result.Objection == PublishObjection.Outdated ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;

        // What is shown now is what is asked again: nothing hidden from the first attempt may come along.
        ModelState.Clear();
        return Page();
    }

    /// <summary>The author's word, as the form sends it back.</summary>
    public static string ValueOf(FormField from, NewField to) =>
        JsonSerializer.Serialize(new { from = from.KeyInVersion, to = to.Definition.Key, type = to.Definition.Type.Name });

    public bool IsChosen(FormField from, NewField to) => Renames.Contains(ValueOf(from, to));

    private async Task<bool> ShowAsync(int id, int draft, CancellationToken cancellationToken)
    {
        if (await previews.OfAsync(id, draft, cancellationToken) is not { } preview)
        {
            return false;
        }

        Preview = preview;
        Header = new(preview.Form, preview.Form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + preview.Form.LinkToken, "versions");
        return true;
    }
}
