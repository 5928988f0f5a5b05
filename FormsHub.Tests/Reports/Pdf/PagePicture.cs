using System.Globalization;
using System.Text;

namespace FormsHub.Tests.Reports.Pdf;

/// <summary>The pixels of a page.</summary>
internal sealed class PagePicture
{
    private const int Dark = 200;

    private readonly byte[] _rgb;
    private readonly int _start;

    private PagePicture(byte[] ppm, int start, int width, int height) => (_rgb, _start, Width, Height) = (ppm, start, width, height);

    public int Width { get; }

    public int Height { get; }

    /// <summary>A binary PPM: "P6", width, height, 255, pixels.</summary>
    public static PagePicture Parse(byte[] ppm)
    {
        var words = new List<string>();
        var at = 0;
        while (words.Count < 4)
        {
            var end = Array.FindIndex(ppm, at, value => char.IsWhiteSpace((char)value));
            words.Add(Encoding.ASCII.GetString(ppm, at, end - at));
            at = end + 1;
        }

        return new PagePicture(ppm, at, int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public (int Red, int Green, int Blue) At(int x, int y)
    {
        var at = _start + (3 * ((y * Width) + x));
        return (_rgb[at], _rgb[at + 1], _rgb[at + 2]);
    }

    public bool IsInk(int x, int y) => At(x, y) is var (red, green, blue) && Math.Min(red, Math.Min(green, blue)) < Dark;

    /// <summary>How many pixels of a part of the page have ink.</summary>
    public int Ink(double left, double top, double right, double bottom)
    {
        var count = 0;
        for (var y = (int)top; y < (int)bottom; y++)
        {
            for (var x = (int)left; x < (int)right; x++)
            {
                count += IsInk(x, y) ? 1 : 0;
            }
        }

        return count;
    }
}
