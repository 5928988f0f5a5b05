using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Design;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>A form's fields, what is drafted and by whom, the history of its document, and the place where the next version is dropped.</summary>
internal sealed class VersionsModel(
    FormCatalog catalog, DesignDocuments design, PublicationPreviews previews, FormFiles files, Addresses addresses, TimeProvider time) : PageModel
{
    private IReadOnlyList<DesignDraft> _drafts = [];
    private HashSet<int> _asked = [];

    public FormHeader Header { get; private set; } = null!;
    public IReadOnlyList<FormVersion> Versions { get; private set; } = [];
    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    /// <summary>The newest version has the field.</summary>
    public bool IsAsked(FormField field) => _asked.Contains(field.Id);

    /// <summary>What respondents do not have yet; null when nothing is drafted.</summary>
    public DesignDraft? Draft { get; private set; }

    /// <summary>Why the draft cannot be published; null when it can.</summary>
    public string? DraftProblem { get; private set; }

    /// <summary>The state that is edited next.</summary>
    public int? NewestId { get; private set; }

    /// <summary>Who edits the form's document now, in words.</summary>
    public string Presence { get; private set; } = "";

    /// <summary>Dropped files that nobody has published.</summary>
    public IReadOnlyList<DesignDraft> Waiting => [.. _drafts.Where(draft => draft.Number is null)];

    /// <summary>States and versions, newest first; a version is missing from a draft that was never published.</summary>
    public IReadOnlyList<(DesignDraft? Draft, FormVersion? Version)> History { get; private set; } = [];

    /// <summary>What the version that was just published changed; null when none was.</summary>
    public VersionChanges? Changes { get; private set; }

    /// <summary>The number of the draft that an older state was just taken up again as; null when none was.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Restored { get; set; }

    /// <summary>Why a file was refused, for its author.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, int? published, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (published == Header.Form.VersionNumber)
        {
            Changes = await ChangesAsync(cancellationToken);
        }

        return Page();
    }

    /// <summary>A dropped file: its author sees what it would change before it is published.</summary>
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
            var read = files.Read(content, cancellationToken);
            if (read.Definition is not null)
            {
                var draft = await design.AddUploadAsync(id, content, file.FileName, DesignConfiguration.AuthorOf(User), cancellationToken);
                return Redirect($"/forms/{id}/publish?draft={draft}");
            }

            Refusal = read.Explanation ?? "This file is not a form.";
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRestoreAsync(int id, int number, CancellationToken cancellationToken) =>
        await design.RestoreAsync(id, number, DesignConfiguration.AuthorOf(User), cancellationToken) is { } restored
            ? Redirect($"/forms/{id}/versions?restored={restored.Number}")
            : NotFound();

    private async Task<bool> ShowAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return false;
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "versions");
        Versions = await catalog.VersionsAsync(id, cancellationToken);
        Fields = await catalog.FieldsAsync(id, cancellationToken);
        _asked = [.. (await FieldsOfAsync(form.VersionId, cancellationToken)).Select(field => field.Id)];
        Presence = Look.Presence.Of(await design.EditorsAsync(id, cancellationToken));
        _drafts = await design.ListAsync(id, withHistory: false, cancellationToken);
        History = MakeHistory();
        if (await design.NewestAsync(id, cancellationToken) is { } newest)
        {
            NewestId = newest.DraftId;
            Draft = newest.IsDrafted ? _drafts.FirstOrDefault(draft => draft.Id == newest.DraftId) : null;
            DraftProblem = Draft is null ? null : await ProblemAsync(Draft, cancellationToken);
        }

        return true;
    }

    private async Task<string?> ProblemAsync(DesignDraft draft, CancellationToken cancellationToken) =>
        await previews.ReadAsync(draft, cancellationToken) is { } read ? read.Definition is null ? read.Explanation : null : "Its bytes are missing from the store.";

    private List<(DesignDraft? Draft, FormVersion? Version)> MakeHistory()
    {
        var versions = Versions.ToDictionary(version => version.Number);
        var states = _drafts.Where(draft => draft.Number is not null)
            .Select(draft => ((DesignDraft?)draft, draft.VersionNumber is { } number && versions.Remove(number, out var version) ? version : null)).ToList();
        return [.. states, .. versions.Values.OrderByDescending(version => version.Number).Select(version => ((DesignDraft?)null, (FormVersion?)version))];
    }

    private async Task<VersionChanges> ChangesAsync(CancellationToken cancellationToken) => Versions is [var newest, var before, ..]
        ? VersionChanges.Between(await FieldsOfAsync(before.Id, cancellationToken), await FieldsOfAsync(newest.Id, cancellationToken))
        : VersionChanges.None;

    private async Task<IReadOnlyList<FormField>> FieldsOfAsync(int versionId, CancellationToken cancellationToken) =>
        [.. (await catalog.FieldsOfVersionAsync(versionId, cancellationToken)).Where(field => field.Definition is not null)];
}
