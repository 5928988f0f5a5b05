using System.Text.RegularExpressions;

namespace FormsHub.Web.Forms;

/// <summary>The origin of a page that may show a form in a frame. It becomes part of a header: only plain hosts are taken, no patterns.</summary>
internal static partial class EmbedOrigin
{
    /// <returns>Scheme, host and port as browsers write them; null for anything else.</returns>
    public static string? Read(string text)
    {
        text = text.Trim();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4)
            || uri.UserInfo.Length > 0
            || uri.PathAndQuery != "/"
            || uri.Fragment.Length > 0)
        {
            return null;
        }

        var origin = $"{uri.Scheme}://{uri.IdnHost.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
        return Plain().IsMatch(origin) ? origin : null;
    }

    [GeneratedRegex(@"^https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
