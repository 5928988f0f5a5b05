using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>One drawn page: its content and the form fields that lie on it. Points from the lower left corner.</summary>
internal sealed class PrintPage(int number)
{
    public const double Width = 595;
    public const double Height = 842;
    public const double Margin = 56;

    public const string Ink = "0.12 0.23 0.30";
    public const string Grey = "0.45 0.50 0.54";
    public const string Line = "0.72 0.81 0.84";
    public const string Panel = "0.97 0.98 0.99";
    public const string Red = "0.75 0.22 0.17";

    private readonly StringBuilder _content = new();

    /// <summary>The page's object number.</summary>
    public int Number { get; } = number;

    public List<int> Widgets { get; } = [];

    public string Content => _content.ToString();

    public void Text(string text, double x, double y, double size, bool bold = false, string color = Ink) =>
        _content.Append(CultureInfo.InvariantCulture, $"BT {color} rg /{(bold ? "F2" : "F1")} {N(size)} Tf {N(x)} {N(y)} Td {Helvetica.Encode(text)} Tj ET\n");

    /// <summary>A light box with a thin border.</summary>
    public void Box(Rectangle box) =>
        _content.Append(CultureInfo.InvariantCulture, $"{Panel} rg {Line} RG 0.8 w {box.Operands} re B\n");

    /// <summary>A thin line across the page.</summary>
    public void Rule(double y) =>
        _content.Append(CultureInfo.InvariantCulture, $"{Line} RG 1.2 w {N(Margin)} {N(y)} m {N(Width - Margin)} {N(y)} l S\n");

    /// <summary>The small triangle of a list.</summary>
    public void Triangle(double x, double y) =>
        _content.Append(CultureInfo.InvariantCulture, $"{Grey} rg {N(x)} {N(y)} m {N(x + 7)} {N(y)} l {N(x + 3.5)} {N(y - 4.5)} l f\n");

    /// <summary>Thin lines between the characters of a comb.</summary>
    public void Comb(Rectangle box, int characters)
    {
        for (var i = 1; i < characters; i++)
        {
            var x = box.X + (box.Width * i / characters);
            _content.Append(CultureInfo.InvariantCulture, $"{Line} RG 0.5 w {N(x)} {N(box.Y)} m {N(x)} {N(box.Y + box.Height)} l S\n");
        }
    }

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A place on a page, from its lower left corner.</summary>
internal readonly record struct Rectangle(double X, double Y, double Width, double Height)
{
    public string Operands => $"{PrintPage.N(X)} {PrintPage.N(Y)} {PrintPage.N(Width)} {PrintPage.N(Height)}";

    public string Corners => $"[{PrintPage.N(X)} {PrintPage.N(Y)} {PrintPage.N(X + Width)} {PrintPage.N(Y + Height)}]";
}
