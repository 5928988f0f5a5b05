using System.Globalization;
using System.Text;
using QRCoder;

namespace FormsHub.Web.Sharing;

/// <summary>An address as a QR code: black on white whatever the page's theme, with the quiet zone that readers need.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 12;

    /// <summary>Survives a fold or a coffee stain: about 15 % of it may be unreadable.</summary>
    private const QRCodeGenerator.ECCLevel Correction = QRCodeGenerator.ECCLevel.M;

    /// <summary>A whole SVG file, also good inside a page.</summary>
    /// <param name="address">What it leads to.</param>
    /// <param name="label">What it says to a screen reader.</param>
    public static string Svg(string address, string label)
    {
        using var data = Encode(address);
        var modules = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules[y].Count;)
            {
                var end = x;
                while (end < modules[y].Count && modules[y][end])
                {
                    end++;
                }

                if (end > x)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{end - x}v1h-{end - x}z");
                }

                x = Math.Max(end, x + 1);
            }
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {modules.Count} {modules.Count}" role="img" aria-label="{System.Net.WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{modules.Count}v{modules.Count}H0z"/><path fill="#000" d="{path}"/></svg>""");
    }

    public static byte[] Png(string address)
    {
        using var data = Encode(address);
        return new PngByteQRCode(data).GetGraphic(PixelsPerModule);
    }

    private static QRCodeData Encode(string address)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(address, Correction);
    }
}
