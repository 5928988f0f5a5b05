using System.Globalization;
using FormsHub.Jobs.Reports.Pdf.Native;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>The pages of a PDF file while they are drawn. Points from the upper left corner.</summary>
internal sealed class Canvas(PdfFile file)
{
    public ContextHandle Context => file.Context;

    public void SetColor(int color) =>
        Cairo.SetColor(Context, ((color >> 16) & 0xff) / 255.0, ((color >> 8) & 0xff) / 255.0, (color & 0xff) / 255.0);

    public void MoveTo(double x, double y) => Cairo.MoveTo(Context, x, y);

    public void Fill(int color, double x, double y, double width, double height)
    {
        SetColor(color);
        Cairo.Rectangle(Context, x, y, width, height);
        Cairo.Fill(Context);
    }

    /// <summary>A line across or down.</summary>
    public void Line(int color, double thickness, double x1, double y1, double x2, double y2)
    {
        SetColor(color);
        Cairo.SetLineWidth(Context, thickness);
        Cairo.MoveTo(Context, x1, y1);
        Cairo.LineTo(Context, x2, y2);
        Cairo.Stroke(Context);
    }

    /// <summary>A square of modules; each run of dark ones is one rectangle, and all of them are one shape, so that no seams show.</summary>
    public void Modules(bool[,] code, double x, double y, double size)
    {
        var module = size / code.GetLength(0);
        SetColor(0);
        for (var row = 0; row < code.GetLength(0); row++)
        {
            for (var column = 0; column < code.GetLength(1); column++)
            {
                var first = column;
                while (column < code.GetLength(1) && code[row, column])
                {
                    column++;
                }

                if (column > first)
                {
                    Cairo.Rectangle(Context, x + (first * module), y + (row * module), (column - first) * module, module);
                }
            }
        }

        Cairo.Fill(Context);
    }

    /// <summary>Draws a picture whose pixels the matrix puts on the page.</summary>
    public void Draw(SurfaceHandle picture, in Matrix matrix)
    {
        Cairo.Save(Context);
        Cairo.Transform(Context, matrix);
        Cairo.SetSource(Context, picture, 0, 0);
        Cairo.Paint(Context);
        Cairo.Restore(Context);
    }

    /// <summary>Makes a rectangle lead somewhere. Of other addresses than http, https and mailto nothing is made.</summary>
    public void Link(string? address, double x, double y, double width, double height)
    {
        if (PdfLink.Of(address) is { } link)
        {
            Cairo.BeginTag(Context, "Link", string.Create(CultureInfo.InvariantCulture, $"uri='{link}' rect=[{x:F2} {y:F2} {width:F2} {height:F2}]"));
            Cairo.EndTag(Context, "Link");
        }
    }

    /// <summary>Names a place, for links to it from pages before.</summary>
    public void Name(string name, double x, double y)
    {
        Cairo.BeginTag(Context, "cairo.dest", string.Create(CultureInfo.InvariantCulture, $"name='{name}' x={x:F2} y={y:F2}"));
        Cairo.EndTag(Context, "cairo.dest");
    }

    /// <summary>Makes a rectangle lead to a place of the file that has or gets this name.</summary>
    public void LinkTo(string name, double x, double y, double width, double height)
    {
        Cairo.BeginTag(Context, "Link", string.Create(CultureInfo.InvariantCulture, $"dest='{name}' rect=[{x:F2} {y:F2} {width:F2} {height:F2}]"));
        Cairo.EndTag(Context, "Link");
    }

    /// <summary>Says what is drawn until the tag's end, for those who listen to a page instead of seeing it. One that holds text ends on its page.</summary>
    /// <param name="name">Of a standard structure type of PDF; null for none.</param>
    public Tag Begin(string? name)
    {
        if (name is not null)
        {
            Cairo.BeginTag(Context, name, null);
        }

        return new Tag(Context, name);
    }

    /// <summary>An open tag; the default is none.</summary>
    internal readonly struct Tag(ContextHandle context, string? name) : IDisposable
    {
        public void Dispose()
        {
            if (name is not null)
            {
                Cairo.EndTag(context, name);
            }
        }
    }
}
