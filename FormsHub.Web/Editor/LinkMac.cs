using System.Security.Cryptography;
using System.Text;
using FormsHub.Jobs.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace FormsHub.Web.Editor;

/// <summary>Binds an address to what it is for: a link made for one document, purpose or time opens nothing else.</summary>
public sealed class LinkMac(Secrets secrets)
{
    /// <summary>Callback addresses; the subject is the document key.</summary>
    public const string Callback = "callback";

    /// <summary>Document downloads by the Document Server; the subject is the document key.</summary>
    public const string Document = "document";

    /// <summary>The file of a check of the connection; the subject is the check's nonce.</summary>
    public const string Check = "check";

    /// <summary>Older states of documents, fetched by the Document Server; the subject is the sha256 in hexadecimal digits.</summary>
    public const string HistoryDocument = "history-document";

    /// <summary>Changes between two states, fetched by the editor in the browser; the subject is the sha256 in hexadecimal digits.</summary>
    public const string HistoryChanges = "history-changes";

    /// <summary>Browsers that were let in with a form's password; the subject is the form and the password's hash.</summary>
    public const string FormPassword = "form password";

    /// <summary>Stored bytes that somebody looks at in the editor; the subject is their sha256.</summary>
    public const string View = "view";

    /// <returns>Base64url text of 22 characters (128 bits).</returns>
    public async ValueTask<string> ForAsync(string purpose, string subject, CancellationToken cancellationToken) =>
        WebEncoders.Base64UrlEncode(Compute(await secrets.GetAsync("links", cancellationToken), purpose, subject));

    public async ValueTask<bool> IsValidAsync(string purpose, string subject, string? mac, CancellationToken cancellationToken)
    {
        var expected = await ForAsync(purpose, subject, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(mac ?? ""));
    }

    private static byte[] Compute(byte[] key, string purpose, string subject) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{subject}"))[..16];
}
