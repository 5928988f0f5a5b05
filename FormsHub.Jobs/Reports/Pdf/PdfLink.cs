namespace FormsHub.Jobs.Reports.Pdf;

/// <summary>Addresses that a reader of a file may be led to.</summary>
internal static class PdfLink
{
    private const int LongestAddress = 2_000;

    /// <summary>The address as the file can hold it; null for anything but http, https and mailto.</summary>
    public static string? Of(string? address) =>
        address is { Length: <= LongestAddress } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" or "mailto")
            ? Escaped(uri.AbsoluteUri)
            : null;

    // What ends a text for Cairo, or in the file.
    private static string Escaped(string address) => address
        .Replace("\\", "%5C", StringComparison.Ordinal).Replace("'", "%27", StringComparison.Ordinal)
        .Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
}
