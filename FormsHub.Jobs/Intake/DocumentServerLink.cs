using FormsHub.Jobs.DocumentServer;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Intake;

/// <summary>A link of the Document Server's cache, taken from a callback: its path and query only.</summary>
/// <param name="Target">The address to download from: on the Document Server as FormsHub reaches it.</param>
/// <param name="SavePath">The folder of the conversion: the path below the Document Server without file name and query.</param>
/// <param name="FileName">The last segment of the path.</param>
public sealed record DocumentServerLink(Uri Target, string SavePath, string FileName);

/// <summary>Turns the links of callbacks into addresses that FormsHub may ask.</summary>
public sealed class DocumentServerLinks(IOptions<DocumentServerOptions> options, IDocumentServerAddress address)
{
    /// <summary>
    /// The host in a link is whatever the first opener's browser said it was, even in a correctly signed callback (storage-base.js,
    /// getBaseUrlByConnection), and may be unreachable from here. So the host never counts, and the path must be one of the cache.
    /// </summary>
    /// <returns>null for a link that leads anywhere else.</returns>
    public DocumentServerLink? Resolve(string link)
    {
        if (PathAndQueryOf(link) is not { } pathAndQuery || !Uri.TryCreate(address.DocumentServerInternal, UriKind.Absolute, out var server))
        {
            return null;
        }

        pathAndQuery = WithoutBase(pathAndQuery, server.AbsolutePath) ?? WithoutBase(pathAndQuery, BaseOf(options.Value.Url)) ?? pathAndQuery;
        var root = server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (!Uri.TryCreate(root + pathAndQuery, UriKind.Absolute, out var target))
        {
            return null;
        }

        // Judged after Uri has resolved dots and needless escapes, because that is what is sent.
        var path = target.AbsolutePath[(server.AbsolutePath.TrimEnd('/').Length)..];
        if (!target.AbsolutePath.StartsWith(server.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal)
            || !options.Value.DownloadPaths.Any(allowed => path.StartsWith(allowed, StringComparison.Ordinal))
            || path.Contains("..", StringComparison.Ordinal) || path.Contains('\\')
            || path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            || path.Contains("%00", StringComparison.Ordinal))
        {
            return null;
        }

        var segments = path.Split('/');
        var folder = segments.Length > 2 && segments[^1] == segments[^2] ? segments[..^2] : segments[..^1];
        return new DocumentServerLink(target, string.Join('/', folder), segments[^1]);
    }

    /// <summary>By hand, because a host with an underscore arrives escaped (<c>%5f</c>) and is no host to Uri.</summary>
    private static string? PathAndQueryOf(string link)
    {
        var authority = link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
            : link.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length : -1;
        var path = authority < 0 ? -1 : link.IndexOf('/', authority);
        if (path < 0 || link.AsSpan(authority, path - authority).IndexOfAny('?', '#', '\\') >= 0)
        {
            return null;
        }

        var fragment = link.IndexOf('#', path);
        return fragment < 0 ? link[path..] : link[path..fragment];
    }

    private static string BaseOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath : "/";

    private static string? WithoutBase(string pathAndQuery, string basePath)
    {
        var prefix = basePath.TrimEnd('/');
        return prefix.Length > 0 && pathAndQuery.StartsWith(prefix + "/", StringComparison.Ordinal) ? pathAndQuery[prefix.Length..] : null;
    }
}
