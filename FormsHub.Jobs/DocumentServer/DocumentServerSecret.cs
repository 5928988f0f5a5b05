using System.Text;
using FormsHub.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.DocumentServer;

/// <summary>The secret shared with the Document Server: the configured one, or one made for the practice editor and kept.</summary>
public sealed class DocumentServerSecret(IOptions<DocumentServerOptions> options, Secrets secrets)
{
    /// <summary>The key's least length for HS256 in Microsoft.IdentityModel; HMAC pads with zeros anyway, so the signature stays the same.</summary>
    private const int LeastLength = 32;

    /// <returns>The signing key, right-padded with zero bytes to at least 32.</returns>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        if (options.Value.JwtSecret is { Length: > 0 } configured)
        {
            var key = Encoding.UTF8.GetBytes(configured);
            if (key.Length < LeastLength)
            {
                Array.Resize(ref key, LeastLength);
            }

            return key;
        }

        return await secrets.GetAsync("document-server", cancellationToken);
    }
}
