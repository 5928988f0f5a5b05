using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using FormsHub.Jobs.Submissions;
using FormsHub.Web.Editor;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FormsHub.Web.Verification;

/// <summary>Says of a verification code which submission it belongs to, and of a file whether it is the one that was received. No answers, no names.</summary>
[AllowAnonymous, RequestSizeLimit(MostBytes + FramingBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes + FramingBytes)]
internal sealed class VerifyModel(VerificationCodes codes, Confirmations confirmations, VerificationAttempts attempts) : PageModel
{
    /// <summary>A browser on a secure page compares without sending anything; others send the file, and no larger one than this.</summary>
    public const int MostMegabytes = 32;
    private const int LongestCode = 100;
    private const long MostBytes = MostMegabytes * 1024L * 1024L;
    private const long FramingBytes = 64 * 1024;

    /// <summary>As it was typed; empty at first.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>null without a code, and for one that belongs to nothing.</summary>
    public ReceivedSubmission? Received { get; private set; }

    /// <summary>null while nothing was compared.</summary>
    public bool? IsSameFile { get; private set; }
    public bool IsTooFast { get; private set; }
    public string? FileProblem { get; private set; }
    public string Number => Received?.Number.ToString("N0", CultureInfo.GetCultureInfo("en")) ?? "";

    public async Task<IActionResult> OnGetAsync([FromRoute] string? code, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (code is null && Request.Query["code"].ToString().Trim() is { Length: > 0 and <= LongestCode } typed)
        {
            // A page of its own for each code: it can be kept and shown to somebody.
            return LocalRedirect($"/verify/{Uri.EscapeDataString(typed)}");
        }

        await LookAsync(code, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? code, IFormFile? file, CancellationToken cancellationToken)
    {
        Response.ForRespondent();
        if (!await LookAsync(code, cancellationToken))
        {
            return Page();
        }

        if (file is null)
        {
            FileProblem = "Choose a file first.";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await using var content = file.OpenReadStream();
        IsSameFile = Received!.Is(await SHA256.HashDataAsync(content, cancellationToken));
        return Page();
    }

    /// <summary>What the page's script asks after it made the hash itself.</summary>
    public static async Task<Results<Ok<Comparison>, NotFound, BadRequest, StatusCodeHttpResult>> CompareAsync(
        string code, string? sha256, HttpContext context, VerificationCodes codes, Confirmations confirmations, VerificationAttempts attempts,
        CancellationToken cancellationToken)
    {
        context.Response.ForRespondent();
        if (!attempts.TryTake(context))
        {
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var hash = new byte[SHA256.HashSizeInBytes];
        if (sha256?.Length != 2 * hash.Length || Convert.FromHexString(sha256, hash, out _, out _) != OperationStatus.Done)
        {
            return TypedResults.BadRequest();
        }

        return await FindAsync(code, codes, confirmations, cancellationToken) is { } received
            ? TypedResults.Ok(new Comparison(received.Is(hash)))
            : TypedResults.NotFound();
    }

    private static async Task<ReceivedSubmission?> FindAsync(
        string code, VerificationCodes codes, Confirmations confirmations, CancellationToken cancellationToken) =>
        code.Length <= LongestCode && await codes.ReadAsync(code, cancellationToken) is { } submissionId
            ? await confirmations.ReceivedAsync(submissionId, cancellationToken)
            : null;

    /// <returns>Whether there is something to compare with.</returns>
    private async Task<bool> LookAsync(string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return false;
        }

        Typed = code.Length <= LongestCode ? code : code[..LongestCode];
        if (!attempts.TryTake(HttpContext))
        {
            IsTooFast = true;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = VerificationAttempts.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return false;
        }

        Received = await FindAsync(code, codes, confirmations, cancellationToken);
        Response.StatusCode = Received is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Received is not null;
    }
}

/// <summary>Whether a file is the one that was received.</summary>
internal sealed record Comparison(bool IsReceived);
