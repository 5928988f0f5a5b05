using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sessions;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Sessions;

/// <summary>One fill session: its story as the editor reported it, and what was saved.</summary>
internal sealed class DetailModel(SessionReader reader, FormCatalog catalog, SessionClock clock, Addresses addresses) : PageModel
{
    /// <summary>Parts of the address that are the list's.</summary>
    private static readonly string[] ListNames = ["progress", "q", "from", "to", "cursor"];

    public SessionSummary Session { get; private set; } = null!;
    public IReadOnlyList<SessionStep> Steps { get; private set; } = [];
    public Form Form { get; private set; } = null!;

    /// <summary>The list it was opened from, at its page.</summary>
    public ListAddress List { get; private set; } = null!;
    public string FillUrl => $"{addresses.Public}/s/{Session.LinkToken}";
    public int AbandonedMinutes => (int)clock.Patience.TotalMinutes;

    /// <summary>How often somebody came into the empty document.</summary>
    public int Visits => Steps.Count(step => step.Kind == StepKind.Joined);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await reader.StoryAsync(id, cancellationToken) is not { } story || await catalog.GetAsync(story.Session.FormId, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        (Session, Steps) = story;
        Form = form;
        List = new($"/forms/{form.Id}/sessions", [.. Request.Query.Where(pair => ListNames.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))]);
        return Page();
    }
}
