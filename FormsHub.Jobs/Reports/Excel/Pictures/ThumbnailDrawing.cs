using System.Globalization;
using FormsHub.Jobs.Reports.Excel.Sheets;

namespace FormsHub.Jobs.Reports.Excel.Pictures;

/// <summary>The drawing of a sheet that shows pictures in their cells: they move, are sorted and hidden with them, and lead to the whole picture.</summary>
internal static class ThumbnailDrawing
{
    private const int EmuPerPixel = 9525;
    private const double Margin = 4;

    public static async Task WriteAsync(ExcelPackage package, IReadOnlyList<Thumbnail> pictures, int number, CancellationToken cancellationToken)
    {
        var relations = new Relations();
        foreach (var media in pictures.DistinctBy(picture => picture.Media))
        {
            relations.Add(string.Create(CultureInfo.InvariantCulture, $"media{media.Media}"), "image", "../" + media.Part["xl/".Length..]);
        }

        for (var index = 0; index < pictures.Count; index++)
        {
            if (AddressOf(pictures[index]) is { } address)
            {
                relations.Add(string.Create(CultureInfo.InvariantCulture, $"link{index}"), "hyperlink", address, isExternal: true);
            }
        }

        await package.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"xl/drawings/drawing{number}.xml"), "drawing", xml => Write(xml, pictures), cancellationToken);
        await package.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"xl/drawings/_rels/drawing{number}.xml.rels"), "", relations.Write, cancellationToken);
    }

    private static void Write(XmlBytes xml, IReadOnlyList<Thumbnail> pictures)
    {
        xml.Markup(SheetCharts.DrawingStart);
        for (var index = 0; index < pictures.Count; index++)
        {
            Write(xml, pictures[index], index);
        }

        xml.Markup("</xdr:wsDr>"u8);
    }

    private static void Write(XmlBytes xml, Thumbnail picture, int index)
    {
        // In the middle of its square. Excel's anchor of what is turned by a quarter is that of what is seen; its size is that of what is stored.
        var (width, height) = picture.Orientation >= 5 ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var left = Margin + ((Thumbnails.Side - width) / 2);
        var top = Margin + ((Thumbnails.Side - height) / 2);
        xml.Markup("<xdr:twoCellAnchor editAs=\"twoCell\">"u8);
        WriteCorner(xml, "from", picture, left, top);
        WriteCorner(xml, "to", picture, left + width, top + height);
        var link = AddressOf(picture) is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<a:hlinkClick r:id=\"link{index}\"/>");
        xml.Raw(string.Create(CultureInfo.InvariantCulture, $"""<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{index + 2}" name="Picture {index + 1}" descr="Picture in cell {SheetWriter.ColumnName(picture.Column)}{picture.Row}">{link}</xdr:cNvPr><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>"""));
        xml.Raw(string.Create(CultureInfo.InvariantCulture, $"""<xdr:blipFill><a:blip r:embed="media{picture.Media}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"""));
        xml.Raw(string.Create(CultureInfo.InvariantCulture, $"""<xdr:spPr><a:xfrm{TurnOf(picture.Orientation)}><a:off x="0" y="0"/><a:ext cx="{Emu(picture.Width)}" cy="{Emu(picture.Height)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>"""));
    }

    private static void WriteCorner(XmlBytes xml, string name, Thumbnail picture, double x, double y) => xml.Raw(string.Create(
        CultureInfo.InvariantCulture,
        $"<xdr:{name}><xdr:col>{picture.Column}</xdr:col><xdr:colOff>{Emu(x)}</xdr:colOff><xdr:row>{picture.Row - 1}</xdr:row><xdr:rowOff>{Emu(y)}</xdr:rowOff></xdr:{name}>"));

    /// <summary>Excel shows pixels as they are stored, however the camera was held.</summary>
    private static string TurnOf(int orientation) => orientation switch
    {
        2 => " flipH=\"1\"",
        3 => " rot=\"10800000\"",
        4 => " flipV=\"1\"",
        5 => " rot=\"16200000\" flipH=\"1\"",
        6 => " rot=\"5400000\"",
        7 => " rot=\"5400000\" flipH=\"1\"",
        8 => " rot=\"16200000\"",
        _ => "",
    };

    private static string? AddressOf(Thumbnail picture) =>
        Uri.TryCreate(picture.Link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsoluteUri.Length <= ExcelLimits.HyperlinkCharacters ? uri.AbsoluteUri : null;

    private static long Emu(double pixels) => (long)(pixels * EmuPerPixel);
}
