using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Samples;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>All forms, and the place where a PDF is dropped to publish another.</summary>
internal sealed class IndexModel(FormCatalog catalog, FormPublishing publishing, TimeProvider time) : PageModel
{
    private const int MostForms = 1000;

    /// <summary>Words that must occur in a form's title.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>The title that was typed for a new form; empty means the file's name.</summary>
    [BindProperty]
    public string? Title { get; set; }

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
            return await RefuseAsync("Choose a PDF form first.", file, cancellationToken);
        }

        await using var content = file.OpenReadStream();
        var result = await publishing.PublishAsync(content, file.FileName, Title ?? "", cancellationToken);
        return result.Form is { } form
            ? Redirect($"/forms/{form.Id}?published")
            : await RefuseAsync(result.Explanation ?? "This file is not a form.", file, cancellationToken);
    }

    /// <summary>Publishes the form that FormsHub brings along, so that everything can be tried within a minute.</summary>
    public async Task<IActionResult> OnPostSampleAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(PdfFormWriter.Write(SampleForm.EventRegistration));
        var result = await publishing.PublishAsync(content, "event-registration.pdf", SampleForm.EventRegistration.Title, cancellationToken);
        return result.Form is { } form
            ? Redirect($"/forms/{form.Id}?published")
            : await RefuseAsync(result.Explanation ?? "The sample is no form.", file: null, cancellationToken);
    }

    private async Task<IActionResult> RefuseAsync(string sentence, IFormFile? file, CancellationToken cancellationToken)
    {
        Refusal = sentence;
        RefusedFile = file?.FileName;
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
