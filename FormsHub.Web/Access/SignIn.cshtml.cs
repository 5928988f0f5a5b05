using System.ComponentModel.DataAnnotations;
using FormsHub.Jobs.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Access;

/// <summary>The door: name and password, or a one-time code and the name and password that its owner chooses.</summary>
[AllowAnonymous]
internal sealed class SignInModel(Accounts accounts, Passwords passwords, SignInAttempts attempts) : PageModel
{
    /// <summary>Where to go afterwards; only addresses of FormsHub itself are followed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The one-time code; the link on the console carries it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty, Display(Name = "Name")]
    public string Name { get; set; } = "";

    [BindProperty, DataType(DataType.Password)]
    public string Password { get; set; } = "";

    /// <summary>The form with a code is shown instead of the one without.</summary>
    public bool WithCode { get; private set; }

    /// <summary>What was sent was refused: the next key goes where it is most likely wrong.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Nobody has an account yet.</summary>
    public bool IsFirst { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            return LocalRedirect(SafeReturnUrl());
        }

        IsFirst = await accounts.AreEmptyAsync(cancellationToken);
        WithCode = IsFirst || Request.Query.ContainsKey("code");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!MayTry())
        {
            return Page();
        }

        // The work of comparing is done for unknown names too: neither the answer nor its time says whether an account exists.
        var account = await accounts.FindAsync(Name.Trim(), cancellationToken);
        if (Password.Length > Passwords.MaximumLength || !passwords.Matches(account?.PasswordHash, Password))
        {
            return Refuse("Name and password do not match. Check both and try again.");
        }

        await PersonCookie.SignInAsync(HttpContext, account!);
        return LocalRedirect(SafeReturnUrl());
    }

    public async Task<IActionResult> OnPostCodeAsync(CancellationToken cancellationToken)
    {
        WithCode = true;
        if (!MayTry())
        {
            return Page();
        }

        if (Name.Trim() is not { Length: >= 1 and <= 100 })
        {
            ModelState.AddModelError(nameof(Name), "Choose a name of up to 100 characters.");
        }

        if (Password is not { Length: >= Passwords.MinimumLength and <= Passwords.MaximumLength })
        {
            ModelState.AddModelError(nameof(Password), $"Choose a password of at least {Passwords.MinimumLength} characters.");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var account = await accounts.ClaimAsync(Code ?? "", Name.Trim(), passwords.Hash(Password), cancellationToken);
        if (account is null)
        {
            return Refuse("This code is wrong, used or more than 24 hours old.");
        }

        await PersonCookie.SignInAsync(HttpContext, account);
        return LocalRedirect(SafeReturnUrl());
    }

    private bool MayTry()
    {
        // Empty boxes arrive as null.
        Name ??= "";
        Password ??= "";
        ModelState.Clear();
        if (attempts.TryTake(HttpContext))
        {
            return true;
        }

        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = "6";
        ModelState.AddModelError("", "Too many attempts. Wait a few seconds and try again.");
        return false;
    }

    private PageResult Refuse(string sentence)
    {
        IsRefused = true;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ModelState.AddModelError("", sentence);
        return Page();
    }

    private string SafeReturnUrl() => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";
}
