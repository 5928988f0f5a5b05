using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FormsHub.Web.PracticeEditor;

/// <summary>What a link into the cache is worth when it is used, in the order in which it is checked.</summary>
internal enum CacheLinkVerdict
{
    Valid,

    /// <summary>The signature is missing or of another path, time or secret: answered 403.</summary>
    Forged,

    /// <summary>Its time is over: answered 410.</summary>
    Expired,
}

/// <summary>Signed links to files in the cache, good for a quarter of an hour: what <c>url</c>, <c>changesurl</c> and <c>formsdataurl</c> carry.</summary>
/// <param name="secret">What the Document Server calls <c>storage.fs.secretString</c>.</param>
internal sealed class CacheLinks(string secret, TimeProvider clock)
{
    /// <summary>Where the files stand below the Document Server's address.</summary>
    public const string Root = "/cache/files/";

    /// <summary>How long a link works (<c>storage.fs.urlExpires</c>).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(900);

    /// <param name="address">The Document Server's address, a base path included, without a slash at its end.</param>
    /// <param name="folder">Below <c>/cache/files/</c>, such as <c>data/&lt;key&gt;_&lt;rand&gt;</c>.</param>
    /// <param name="file">The file; it is repeated as a last segment that only gives the download its name.</param>
    public string Sign(string address, string folder, string file)
    {
        var path = $"{Root}{folder}/{file}/{file}";
        var expires = clock.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{address}{path}?md5={Md5(expires, path)}&expires={expires}&filename={Uri.EscapeDataString(file)}";
    }

    /// <param name="path">Decoded, below the Document Server's address: it starts with <see cref="Root"/>.</param>
    public CacheLinkVerdict Judge(string path, string? md5, string? expires)
    {
        if (md5 is null || expires is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Md5(expires, path)), Encoding.UTF8.GetBytes(md5)))
        {
            return CacheLinkVerdict.Forged;
        }

        return long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= clock.GetUtcNow().ToUnixTimeSeconds()
                ? CacheLinkVerdict.Valid
                : CacheLinkVerdict.Expired;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The Document Server and nginx's secure_link sign with MD5; this is their wire format.")]
    private string Md5(string expires, string path) =>
        Base64Url.EncodeToString(MD5.HashData(Encoding.UTF8.GetBytes(expires + path + secret)));
}
