using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>A dropped file before it is published: what it asks, what should be looked at, and the choice to publish it or not.</summary>
internal sealed class PreviewModel(FormUploads uploads) : PageModel
{
    private const int LongestTitle = 300;

    /// <summary>Null when it is gone: published and over, cancelled, too old, or somebody else's.</summary>
    public FormUpload? Upload { get; private set; }

    /// <summary>Null when the file cannot be published.</summary>
    public FormDefinition? Definition { get; private set; }

    /// <summary>Why it cannot be published.</summary>
    public string? Refusal { get; private set; }

    [BindProperty]
    public string? Title { get; set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        if (!await FindAsync(token, cancellationToken))
        {
            return Gone();
        }

        Title = Upload!.Title;
        return Upload.FormId is { } published ? Redirect($"/forms/{published}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (!await FindAsync(token, cancellationToken))
        {
            return Gone();
        }

        if (Title?.Length > LongestTitle)
        {
            ModelState.AddModelError(nameof(Title), $"A title has at most {LongestTitle} characters.");
            return Refuse();
        }

        if (await uploads.PublishAsync(Upload!, Title ?? "", User.Identity?.Name, cancellationToken) is not { } result)
        {
            return Gone();
        }

        if (result.Form is { } form)
        {
            return Redirect($"/forms/{form.Id}?published");
        }

        Refusal = result.Explanation;
        return Refuse();
    }

    public async Task<IActionResult> OnPostCancelAsync(string token, CancellationToken cancellationToken)
    {
        if (PersonCookie.AccountOf(User) is { } account)
        {
            await uploads.CancelAsync(token, account, cancellationToken);
        }

        return Redirect("/");
    }

    private async Task<bool> FindAsync(string token, CancellationToken cancellationToken)
    {
        Upload = PersonCookie.AccountOf(User) is { } account ? await uploads.FindAsync(token, account, cancellationToken) : null;
        var read = Upload is null ? null : await uploads.ReadAsync(Upload, cancellationToken);
        Definition = read?.Definition;
        Refusal = read?.Explanation;
        return read is not null;
    }

    private PageResult Gone()
    {
        Upload = null;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    private PageResult Refuse()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
