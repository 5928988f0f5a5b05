using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Sharing;

/// <summary>Invites people by a list: paste or upload it, look at what was understood, make a link for each. The list stays in its box until then.</summary>
[RequestFormLimits(ValueLengthLimit = LongestList)]
internal sealed class InviteModel(FormCatalog catalog, InvitationMaking making, Addresses addresses, TimeProvider time) : PageModel
{
    /// <summary>Characters of a list; 10,000 people need a tenth of it.</summary>
    private const int LongestList = 8 * 1024 * 1024;
    private const int MostShown = 100;

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;
    public IReadOnlyList<string> Roles { get; private set; } = [];
    public bool HasRoles => Roles.Count > 1;

    /// <summary>The list as it stands in the box.</summary>
    public string People { get; private set; } = "";
    public bool SingleUse { get; private set; } = true;

    /// <summary>What was understood; null before anything was sent.</summary>
    public PeopleList? List { get; private set; }

    /// <summary>Those who get a link.</summary>
    public IReadOnlyList<Invitee> Invited { get; private set; } = [];

    /// <summary>Lines that get none, and how many there are when not all are shown.</summary>
    public IReadOnlyList<WrongLine> WrongLines { get; private set; } = [];
    public int WrongCount { get; private set; }

    /// <summary>Those who have a link already.</summary>
    public int KnownCount { get; private set; }

    /// <summary>Names the request that makes the links: sent twice, it makes them once.</summary>
    public Guid Batch { get; private set; } = Guid.NewGuid();

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int id, IFormFile? file, [FromForm] string? people, [FromForm] bool singleUse, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        SingleUse = singleUse || HasRoles;
        if (file is { Length: > LongestList })
        {
            (People, List) = (people ?? "", PeopleList.TooLarge);
        }
        else
        {
            People = file is { Length: > 0 } ? await ReadAsync(file, cancellationToken) : people ?? "";
            await LookAsync(cancellationToken);
        }

        Response.StatusCode = List is { Refusal: null } && Invited.Count > 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public async Task<IActionResult> OnPostMakeAsync(int id, [FromForm] string? people, [FromForm] bool singleUse, [FromForm] Guid batch, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        (SingleUse, People, Batch) = (singleUse || HasRoles, people ?? "", batch);
        await LookAsync(cancellationToken);
        if (Invited.Count > 0)
        {
            var result = await making.InviteAsync(Form, Invited, batch, User.Identity?.Name, cancellationToken);
            if (result.Problems.Count == 0)
            {
                return LocalRedirect($"/forms/{id}/share?made={result.Made}#links");
            }

            // Somebody else's list came in between: what is wrong now is shown.
            await LookAsync(cancellationToken);
        }
        else if (KnownCount > 0)
        {
            // The same list sent again: its links are there.
            return LocalRedirect($"/forms/{id}/share#links");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        List = PeopleList.Read(People, Roles);
        var people = List.People.Select(person => person with { SingleUse = SingleUse }).ToList();
        var problems = await making.CheckAsync(Form, people, cancellationToken);
        var without = problems.Select(problem => problem.Index).ToHashSet();
        Invited = [.. people.Where((_, index) => !without.Contains(index))];
        KnownCount = problems.Count(problem => problem.IsKnown);
        var wrong = List.WrongLines
            .Concat(problems.Where(problem => !problem.IsKnown).Select(problem => new WrongLine(people[problem.Index].Line, WhoIs(people[problem.Index]), problem.Reason)))
            .OrderBy(line => line.Line)
            .ToList();
        (WrongLines, WrongCount) = ([.. wrong.Take(MostShown)], wrong.Count);
    }

    private static string WhoIs(Invitee person) => string.Join(" · ", new[] { person.Name, person.Email, person.Reference, person.Role }.Where(text => text is not null));

    private static async Task<string> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return ListBytes.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private async Task<bool> ShowAsync(int id, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return false;
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "share");
        Roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
        return true;
    }
}
