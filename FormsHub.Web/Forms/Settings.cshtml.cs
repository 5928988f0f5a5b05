using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FormsHub.Jobs.Forms;
using FormsHub.Web.Access;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Forms;

/// <summary>What became of a part of the settings that was sent.</summary>
/// <param name="IsSaved">False: it was refused, and nothing was saved.</param>
/// <param name="Sentence">For the author.</param>
internal sealed record SettingsOutcome(bool IsSaved, string Sentence);

/// <summary>What an author says about a form: its words, when it is open, whom it lets in and where it may be shown. Each part is saved by itself.</summary>
internal sealed class SettingsModel(FormCatalog catalog, Passwords passwords, Addresses addresses, TimeProvider time) : PageModel
{
    /// <summary>Members whose problem is said below their own box.</summary>
    private static readonly string[] MarkedBoxes = ["title", "opensAt", "closesAt", "maxSubmissions", "password", "embedOrigins"];

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;

    /// <summary>What was just done, by name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The part whose input was refused; null when none was.</summary>
    public string? RefusedPart { get; private set; }
    public FormProblem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int id, [FromForm] string? part, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        var (members, problem) = SettingsInput.Read(part ?? "", Request.Form, Form);
        problem ??= await ChangeAsync(id, members!, cancellationToken);
        if (problem is null)
        {
            return LocalRedirect($"/forms/{id}/settings?done={part}#{part}");
        }

        (RefusedPart, Problem) = (part, problem);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Closes the form now, or opens it: what stood in the way, a closing or opening time, is taken away and can be put back.</summary>
    public async Task<IActionResult> OnPostStateAsync(int id, [FromForm] string? state, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        var now = time.GetUtcNow();
        var members = new JsonObject { ["state"] = state == "closed" ? "closed" : "open" };
        if (state != "closed")
        {
            AddIfInTheWay(members, "opensAt", Form.OpensAt > now);
            AddIfInTheWay(members, "closesAt", Form.ClosesAt <= now);
        }

        await ChangeAsync(id, members, cancellationToken);
        return LocalRedirect(new ListAddress(
            $"/forms/{id}/settings",
            [new("done", state == "closed" ? "closed" : "opened"), new("wasState", Form.State), new("wasOpensAt", Iso(Form.OpensAt)), new("wasClosesAt", Iso(Form.ClosesAt))]).ToString());
    }

    public async Task<IActionResult> OnPostUndoAsync(
        int id, [FromForm] string? wasState, [FromForm] string? wasOpensAt, [FromForm] string? wasClosesAt, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        var members = new JsonObject { ["state"] = wasState, ["opensAt"] = wasOpensAt is { Length: > 0 } ? wasOpensAt : null, ["closesAt"] = wasClosesAt is { Length: > 0 } ? wasClosesAt : null };
        Problem = await ChangeAsync(id, members, cancellationToken);
        return LocalRedirect($"/forms/{id}/settings?done={(Problem is null ? "undone" : "notUndone")}");
    }

    /// <summary>What a field shows: what was typed when that was refused, else what is stored.</summary>
    public string Value(string part, string name) => RefusedPart == part ? Request.Form[name].ToString() : Stored(name);

    public bool IsChecked(string part, string name, bool stored) => RefusedPart == part ? Request.Form.ContainsKey(name) : stored;

    /// <summary>What became of the part that was sent: said where it stands, for the page opens there. Null when this part was not.</summary>
    public SettingsOutcome? OutcomeOf(string part) =>
        RefusedPart == part && Problem is not null ? new(false, MarkedBoxes.Contains(Problem.Member) ? "The box that is marked needs another value." : Problem.Sentence)
        : Problem is null && Done == part ? new(true, part switch
        {
            "texts" => "What respondents read is saved.",
            "times" => "When it is open is saved.",
            "people" => "Who may answer is saved.",
            _ => Form.EmbedOrigins.Length == 0 ? "Saved: no page may show the form." : "Saved. The code for these pages is under Share.",
        })
        : null;

    public string? ProblemOf(string name) => Problem?.Member == name ? Problem.Sentence : null;

    /// <summary>What the stored moment is elsewhere, and that it comes twice; null for none.</summary>
    public string? Exactly(DateTimeOffset? at)
    {
        if (at is not { } moment)
        {
            return null;
        }

        var zone = ZonedTime.ZoneOf(Form);
        var local = ZonedTime.In(zone, moment);
        var twice = ZonedTime.Of(local.DateTime, zone) is (var first, ClockChange.Repeated)
            ? $" Clocks go back that day: this is the {(first == moment ? "first" : "second")} time they show it." : "";
        return string.Create(CultureInfo.InvariantCulture, $"{moment.UtcDateTime:d MMMM yyyy, HH:mm} UTC.{twice}");
    }

    private string Stored(string name) => name switch
    {
        "title" => Form.Title,
        "askedBy" => Form.AskedBy ?? "",
        "purpose" => Form.Purpose ?? "",
        "resultMessage" => Form.ResultMessage ?? "",
        "timeZone" => Form.TimeZone,
        "opensAt" => SettingsInput.Local(Form, Form.OpensAt),
        "closesAt" => SettingsInput.Local(Form, Form.ClosesAt),
        "maxSubmissions" => Form.MaxSubmissions?.ToString(CultureInfo.InvariantCulture) ?? "",
        "notYetOpenMessage" => Form.NotYetOpenMessage ?? "",
        "closedMessage" => Form.ClosedMessage ?? "",
        "fullMessage" => Form.FullMessage ?? "",
        "embedOrigins" => string.Join('\n', Form.EmbedOrigins),
        _ => "",
    };

    private async Task<FormProblem?> ChangeAsync(int id, JsonObject members, CancellationToken cancellationToken)
    {
        using var changes = JsonDocument.Parse(members.ToJsonString());
        var (patch, problem) = FormChange.Read(changes.RootElement, passwords.Hash);
        return patch is null ? problem
            : await catalog.ChangeAsync(id, patch, User.Identity?.Name, cancellationToken) == FormChangeOutcome.ClosesBeforeItOpens ? FormProblem.ClosesBeforeItOpens
            : null;
    }

    private async Task<bool> ShowAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return false;
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "settings");
        return true;
    }

    private static void AddIfInTheWay(JsonObject members, string name, bool isInTheWay)
    {
        if (isInTheWay)
        {
            members[name] = null;
        }
    }

    private static string Iso(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
