using FormsHub.Jobs.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Access;

/// <summary>One's own password, and the keys by which programs call the API.</summary>
internal sealed class AccountModel(Accounts accounts, ApiKeys keys, Passwords passwords, SignInAttempts attempts) : PageModel
{
    public Account Person { get; private set; } = null!;
    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    /// <summary>What was just done: <c>password</c> or <c>revoked</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The key that is about to be revoked; asked first, because programs stop by it.</summary>
    [BindProperty(SupportsGet = true, Name = "revoke")]
    public int? AskedToRevoke { get; set; }

    /// <summary>The key that was just made, shown this once.</summary>
    public string? NewKey { get; private set; }

    /// <summary>What was typed as the name of a key.</summary>
    public string? KeyName { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(cancellationToken);

    /// <param name="current">The password as it is.</param>
    /// <param name="chosen">As it shall be.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? chosen, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (await FindAsync(cancellationToken) is not { } person || PersonCookie.StampOf(User) is not { } stamp)
        {
            return Forbid();
        }

        if (!attempts.TryTake(HttpContext))
        {
            Response.Headers.RetryAfter = "6";
            return await RefuseAsync("current", "Too many attempts. Wait a few seconds and try again.", StatusCodes.Status429TooManyRequests, cancellationToken);
        }

        if (current is null or { Length: > Passwords.MaximumLength } || !passwords.Matches(person.PasswordHash, current))
        {
            return await RefuseAsync("current", "This is not your password.", StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        if (chosen is not { Length: >= Passwords.MinimumLength and <= Passwords.MaximumLength })
        {
            return await RefuseAsync(
                "chosen", $"Choose a password of {Passwords.MinimumLength} to {Passwords.MaximumLength} characters.", StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        // Once this is committed every cookie is void, this one too: dying before the answer means to sign in again, with the new password.
        if (await accounts.ChangePasswordAsync(person.Id, stamp, passwords.Hash(chosen), cancellationToken) is not { } changed)
        {
            return Forbid();
        }

        await PersonCookie.SignInAsync(HttpContext, changed);
        return Redirect("/account?done=password");
    }

    public async Task<IActionResult> OnPostKeyAsync(string? name, CancellationToken cancellationToken)
    {
        KeyName = (name ?? "").Trim();
        if (KeyName.Length is 0 or > ApiKeys.LongestName)
        {
            return await RefuseAsync("name", $"A key has a name of 1 to {ApiKeys.LongestName} characters.", StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        // Answered at once and not by a redirect, which would have to carry the key. Sent again by a reload it makes no second key: the name is taken.
        if (await keys.CreateAsync(KeyName, "administrator", User.Identity?.Name ?? "somebody", cancellationToken) is not { } made)
        {
            return await RefuseAsync("name", "There is a key of this name already. Choose another name, or revoke that one first.", StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        NewKey = made.Key;
        Response.Headers.CacheControl = "no-store";
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRevokeAsync(int id, CancellationToken cancellationToken)
    {
        await keys.RevokeAsync(id, User.Identity?.Name ?? "somebody", cancellationToken);
        return Redirect("/account?done=revoked#keys");
    }

    private async Task<Account?> FindAsync(CancellationToken cancellationToken) =>
        PersonCookie.AccountOf(User) is { } id ? await accounts.GetAsync(id, cancellationToken) : null;

    private Task<IActionResult> RefuseAsync(string field, string sentence, int status, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = status;
        return ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } person)
        {
            // A program has no account of its own.
            return Forbid();
        }

        Person = person;
        Keys = await keys.ListAsync(cancellationToken);
        return Page();
    }
}
