using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Sharing;
using FormsHub.Web.Editor;
using FormsHub.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Sharing;

/// <summary>How a form reaches people: its public link with QR code and snippet, and the personal links with what became of them.</summary>
internal sealed class ShareModel(FormCatalog catalog, Invitations invitations, PersonalLinks links, Addresses addresses, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Parts of the address that are the page's own and no question about links.</summary>
    private static readonly string[] OwnNames = ["id", "after", "made", "done", "link", "handler"];

    public FormHeader Header { get; private set; } = null!;
    public Form Form => Header.Form;

    /// <summary>In filling order; roles and cases are shown when there are two or more.</summary>
    public IReadOnlyList<string> Roles { get; private set; } = [];
    public bool HasRoles => Roles.Count > 1 || Rows.Any(row => row.Role is not null);
    public InvitationQuery Query { get; private set; } = new();
    public InvitationCount All { get; private set; } = new();

    /// <summary>What the search leaves.</summary>
    public InvitationCount Matching { get; private set; } = new();
    public IReadOnlyList<Invitation> Rows { get; private set; } = [];

    /// <summary>Links whose turn it is, and whose document has not arrived from the earlier role yet.</summary>
    private IReadOnlySet<long> BeingPrepared { get; set; } = new HashSet<long>();

    /// <summary>Where the list goes on; null at its end.</summary>
    public long? Next { get; private set; }

    /// <summary>This page with one thing changed.</summary>
    public ListAddress Address { get; private set; } = null!;
    public bool IsFirstPage => !Request.Query.ContainsKey("after");

    /// <summary>How many links were just made; null when none were.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Made { get; set; }

    /// <summary>What was just done to a link, by name, and to which.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Link { get; set; }

    public LinkState StateOf(Invitation invitation) => new(invitation, BeingPrepared.Contains(invitation.Id));

    public string LinkOf(Invitation invitation) => addresses.PersonalLink(invitation);

    /// <summary>What a web page holds to show the form.</summary>
    public string Snippet => $"""<iframe src="{Header.FillUrl}" title="{System.Net.WebUtility.HtmlEncode(Form.Title)}" width="100%" height="900" loading="lazy"></iframe>""";

    public async Task<IActionResult> OnGetAsync(int id, string? state, string? q, long? after, CancellationToken cancellationToken)
    {
        if (await catalog.GetAsync(id, cancellationToken) is not { } form)
        {
            return NotFound();
        }

        Header = new(form, form.AdmissionAt(time.GetUtcNow()), addresses.Public + "/f/" + form.LinkToken, "share");
        Roles = await catalog.RolesAsync(form.VersionId, cancellationToken);
        Query = InvitationsEndpoint.Query(state, q) ?? new(null, q);
        Address = new($"/forms/{id}/share", ListPairs());
        All = await invitations.CountAsync(id, null, cancellationToken);
        Matching = string.IsNullOrWhiteSpace(q) ? All : await invitations.CountAsync(id, q, cancellationToken);
        var rows = await invitations.ListAsync(id, Query, after, PageSize + 1, cancellationToken);
        Rows = [.. rows.Take(PageSize)];
        BeingPrepared = await links.BeingPreparedAsync(
            [.. Rows.Where(row => row is { Role: not null, WaitsFor: null, State: InvitationState.NotOpened }).Select(row => row.Id)], cancellationToken);
        Next = rows.Count > PageSize ? Rows[^1].Id : null;
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(int id, [FromForm] long link, CancellationToken cancellationToken) =>
        await invitations.RevokeAsync(id, link, User.Identity?.Name, cancellationToken) ? Back(id, "revoked", link) : NotFound();

    public async Task<IActionResult> OnPostRestoreAsync(int id, [FromForm] long link, CancellationToken cancellationToken) =>
        await invitations.RestoreAsync(id, link, User.Identity?.Name, cancellationToken) switch
        {
            RestoreOutcome.Restored => Back(id, "restored", link),
            RestoreOutcome.CaseWentOn => Back(id, "wentOn", link),
            _ => NotFound(),
        };

    public async Task<IActionResult> OnPostHandOnAsync(int id, [FromForm] long link, CancellationToken cancellationToken) =>
        await links.HandOnAsync(id, link, User.Identity?.Name, cancellationToken) switch
        {
            HandOnOutcome.HandedOn => Back(id, "handedOn", link),
            HandOnOutcome.NotWaiting => Back(id, "notWaiting", link),
            _ => NotFound(),
        };

    private LocalRedirectResult Back(int id, string done, long link) =>
        LocalRedirect(new ListAddress($"/forms/{id}/share", [.. ListPairs(), new("done", done), new("link", $"{link}")]) + "#links");

    private List<KeyValuePair<string, string>> ListPairs() =>
        [.. Request.Query.Where(pair => !OwnNames.Contains(pair.Key))
            .SelectMany(pair => pair.Value.Where(value => !string.IsNullOrEmpty(value)).Select(value => KeyValuePair.Create(pair.Key, value!)))];
}

/// <summary>A personal link with what a list says about it.</summary>
/// <param name="Invitation">The link.</param>
/// <param name="IsBeingPrepared">The document of the role before it is still on its way.</param>
internal sealed record LinkState(Invitation Invitation, bool IsBeingPrepared);
