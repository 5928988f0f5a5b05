using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>All forms, and the ways to another one: a dropped PDF, a sample, a blank. Each is looked at before it is published.</summary>
internal sealed class IndexModel(FormCatalog catalog, FormUploads uploads, TimeProvider time) : PageModel
{
    private const int MostForms = 1000;
    private const int LongestTitle = 300;

    /// <summary>Words that must occur in a form's title.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public IReadOnlyList<Form> Forms { get; private set; } = [];

    /// <summary>How many forms there are, the search aside.</summary>
    public int Total { get; private set; }

    /// <summary>Why a file was refused, for its author; null when none was.</summary>
    public string? Refusal { get; private set; }

    public string? RefusedFile { get; private set; }
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public Task OnGetAsync(CancellationToken cancellationToken) => ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return await RefuseAsync("Choose a PDF form first.", null, cancellationToken);
        }

        await using var content = file.OpenReadStream();
        return await LookAtAsync(content, file.FileName, Path.GetFileNameWithoutExtension(file.FileName).Replace('_', ' '), cancellationToken);
    }

    /// <param name="name">Which of the forms that FormsHub brings along.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostStarterAsync(string? name, CancellationToken cancellationToken)
    {
        if (StarterForm.Find(name) is not { } starter)
        {
            return await RefuseAsync("There is no sample of this name.", null, cancellationToken);
        }

        using var content = new MemoryStream(PdfFormWriter.Write(starter.Draft));
        return await LookAtAsync(content, starter.FileName, starter.Draft.Title, cancellationToken);
    }

    /// <param name="title">Stands on the page and names the form; empty for the usual one.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostBlankAsync(string? title, CancellationToken cancellationToken)
    {
        if (title?.Length > LongestTitle)
        {
            return await RefuseAsync($"A title has at most {LongestTitle} characters.", null, cancellationToken);
        }

        var draft = BlankForm.Draft(title ?? "");
        using var content = new MemoryStream(PdfFormWriter.Write(draft));
        return await LookAtAsync(content, "blank-form.pdf", draft.Title, cancellationToken);
    }

    private async Task<IActionResult> LookAtAsync(Stream content, string fileName, string title, CancellationToken cancellationToken)
    {
        if (PersonCookie.AccountOf(User) is not { } account)
        {
            // A program has its own way: POST /api/forms publishes in one step.
            return Forbid();
        }

        var (token, read) = await uploads.KeepAsync(content, fileName, title, account, cancellationToken);
        return token is null ? await RefuseAsync(read.Explanation ?? "This file is not a form.", fileName, cancellationToken) : Redirect($"/forms/new/{token}");
    }

    private async Task<IActionResult> RefuseAsync(string sentence, string? fileName, CancellationToken cancellationToken)
    {
        Refusal = sentence;
        RefusedFile = fileName;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ListAsync(cancellationToken);
        return Page();
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var all = await catalog.ListAsync(MostForms, cancellationToken);
        Total = all.Count;
        var words = (Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Forms = [.. all.Where(form => words.All(word => form.Title.Contains(word, StringComparison.CurrentCultureIgnoreCase)))];
    }
}
