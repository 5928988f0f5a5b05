using FormsHub.Jobs.Forms;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>A form's published versions and its fields, and the place where the next version is dropped.</summary>
internal sealed class VersionsModel(FormCatalog catalog, FormPublishing publishing, Addresses addresses, TimeProvider time) : PageModel
{
    public FormHeader Header { get; private set; } = null!;
    public IReadOnlyList<FormVersion> Versions { get; private set; } = [];
    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    /// <summary>What the version that was just published changed; null when none was.</summary>
    public VersionChanges? Changes { get; private set; }

    /// <summary>Why a file was refused, for its author.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int id, IFormFile? file, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is null)
        {
            return NotFound();
        }

        if (file is null)
        {
            Refusal = "Choose a PDF form first.";
        }
        else
        {
            await using var content = file.OpenReadStream();
            var result = await publishing.PublishVersionAsync(id, content, file.FileName, [], User.Identity?.Name, cancellationToken);
            Refusal = result.Form is null ? result.Explanation ?? "This file is not a form." : null;
            Changes = result.Form is null ? null : result.Changes;
        }

        Response.StatusCode = Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(id, cancellationToken);
        return Page();
    }

    private async Task<bool> ShowAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return false;
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "versions");
        Versions = await catalog.VersionsAsync(id, cancellationToken);
        Fields = await catalog.FieldsAsync(id, cancellationToken);
        return true;
    }
}
