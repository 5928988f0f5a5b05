using System.Text;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>The secret shared with the document editing service: the configured one, or else the practice editor's, made once for all nodes.</summary>
public sealed class DocumentServerSecret(IOptions<DocumentServerOptions> options, Secrets secrets)
{
    // HMAC itself pads a short key with zeros, so the padded key makes the same signatures; the token library refuses keys shorter than the
    // hash (512 bits for HS512), which the Document Server does not.
    private const int ShortestKey = 64;

    /// <returns>The key for signing and verifying tokens with HS256, HS384 or HS512; at least 64 bytes.</returns>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        var secret = options.Value.JwtSecret is { Length: > 0 } configured
            ? Encoding.UTF8.GetBytes(configured)
            : await secrets.GetAsync("document-server", cancellationToken);
        if (secret.Length >= ShortestKey)
        {
            return secret;
        }

        var padded = new byte[ShortestKey];
        secret.CopyTo(padded, 0);
        return padded;
    }
}
