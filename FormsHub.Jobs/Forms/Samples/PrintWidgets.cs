using System.Globalization;
using FormsHub.Jobs.Forms.Definition;
using static FormsHub.Jobs.Forms.Samples.PrintPage;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Makes the AcroForm fields of the drawn pages, so that the form can be seen and tried in any viewer. The editor does not read them.</summary>
internal sealed class PrintWidgets(PdfFile file)
{
    private const int Required = 1 << 1;
    private const int MultiLine = 1 << 12;
    private const int RadioWithoutToggle = (1 << 14) | (1 << 15);
    private const int PushButton = 1 << 16;
    private const int DropDown = 1 << 17;
    private const int FreeText = 1 << 18;
    private const int Comb = (1 << 24) | (1 << 23) | (1 << 22);

    private readonly List<int> _fields = [];
    private int _font;
    private (int On, int Off)? _box;
    private (int On, int Off)? _button;

    /// <summary>The object with Helvetica, which the appearances use.</summary>
    public int Font => _font > 0 ? _font : _font = file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");

    /// <summary>The form dictionary of the catalog.</summary>
    public int AcroForm() => file.Add(
        $"<< /Fields [{References(_fields)}] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 {Font} 0 R >> >> >>");

    /// <summary>A field with one place: anything but radio buttons.</summary>
    public void Add(FieldDefinition field, PrintPage page, Rectangle place)
    {
        var widget = file.Add($"<< {Kind(field, place)} {Named(field)} {Widget(page, place)} >>");
        _fields.Add(widget);
        page.Widgets.Add(widget);
    }

    /// <summary>A radio group; places in the order of its options.</summary>
    public void AddGroup(FieldDefinition field, PrintPage page, IReadOnlyList<Rectangle> places)
    {
        var parent = file.Reserve();
        var (on, off) = _button ??= (Dot(true), Dot(false));
        var kids = new List<int>();
        for (var i = 0; i < places.Count; i++)
        {
            // Radio states are numbered as the editor numbers them; the real choice names are in the package.
            var state = $"/Choice{(i + 1).ToString(CultureInfo.InvariantCulture)}";
            var isOn = field.Options[i].Value == field.Selected;
            kids.Add(file.Add($"<< /Parent {parent} 0 R /AS {(isOn ? state : "/Off")} /AP << /N << {state} {on} 0 R /Off {off} 0 R >> >> {Widget(page, places[i])} >>"));
        }

        file.Set(parent, $"<< /FT /Btn {Flags(field, RadioWithoutToggle)} {Named(field)} /Kids [{References(kids)}] >>");
        _fields.Add(parent);
        page.Widgets.AddRange(kids);
    }

    private string Kind(FieldDefinition field, Rectangle place)
    {
        if (field.Type == FieldType.CheckBox)
        {
            var (on, off) = _box ??= (Square(true), Square(false));
            var state = field.Checked ? "/Yes" : "/Off";
            return $"/FT /Btn {Flags(field, 0)} /AS {state} /V {state} /AP << /N << /Yes {on} 0 R /Off {off} 0 R >> >>";
        }

        if (field.Type.IsImage)
        {
            return $"/FT /Btn {Flags(field, PushButton)} {Appearance(field, place)}";
        }

        if (field.Type.IsChoice)
        {
            var options = string.Concat(field.Options.Select(option => PdfFile.Text(option.Label)));
            return $"/FT /Ch {Flags(field, field.Type == FieldType.ComboBox ? DropDown | FreeText : DropDown)} /Opt [{options}] /DA (/F1 10 Tf 0 g) {Appearance(field, place)}";
        }

        var comb = field is { Comb: true, MaxCharacters: not null };
        var limit = field.MaxCharacters is { } most ? $"/MaxLen {most.ToString(CultureInfo.InvariantCulture)}" : "";
        return $"/FT /Tx {Flags(field, comb ? Comb : field.MultiLine ? MultiLine : 0)} {limit} /DA (/F1 10 Tf 0 g) {Appearance(field, place)}";
    }

    private static string Flags(FieldDefinition field, int flags) =>
        $"/Ff {(flags | (field.Required ? Required : 0)).ToString(CultureInfo.InvariantCulture)}";

    private static string Named(FieldDefinition field)
    {
        var name = field.Type.IsImage ? field.Key + "_af_image" : field.Key;
        return $"/T {PdfFile.Text(name)}{(field.HelpText is { } help ? $" /TU {PdfFile.Text(help)}" : "")}";
    }

    private static string Widget(PrintPage page, Rectangle place) =>
        $"/Type /Annot /Subtype /Widget /F 4 /Rect {place.Corners} /P {page.Number} 0 R";

    /// <summary>The placeholder, which goes away as soon as someone types.</summary>
    private string Appearance(FieldDefinition field, Rectangle place)
    {
        var hint = Helvetica.Lines(field.Placeholder ?? "", place.Width - 10, 10, false, 1)[0];
        var y = field is { Type.IsImage: false, MultiLine: true } ? place.Height - 14 : (place.Height - 7) / 2;
        var content = $"/Tx BMC q BT {Grey} rg /F1 10 Tf 5 {N(y)} Td {Helvetica.Encode(hint)} Tj ET Q EMC";
        var drawing = file.AddStream($"/Type /XObject /Subtype /Form /BBox [0 0 {N(place.Width)} {N(place.Height)}] /Resources << /Font << /F1 {Font} 0 R >> >>", content);
        return $"/AP << /N {drawing} 0 R >>";
    }

    private int Square(bool on) => Symbol(
        $"{Panel} rg {Line} RG 0.8 w 0.5 0.5 11 11 re B" + (on ? $" {Ink} RG 1.6 w 2.8 6 m 5.2 3.4 l 9.4 9 l S" : ""));

    /// <summary>A circle of four curves; 0.5523 is how far their handles reach.</summary>
    private int Dot(bool on) => Symbol($"{Panel} rg {Line} RG 0.8 w {Circle(5.5)} B" + (on ? $" {Ink} rg {Circle(2.8)} f" : ""));

    private static string Circle(double r)
    {
        const double Center = 6;
        var (h, low, high) = (r * 0.5523, Center - r, Center + r);
        return $"{N(high)} 6 m {N(high)} {N(Center + h)} {N(Center + h)} {N(high)} 6 {N(high)} c {N(Center - h)} {N(high)} {N(low)} {N(Center + h)} {N(low)} 6 c {N(low)} {N(Center - h)} {N(Center - h)} {N(low)} 6 {N(low)} c {N(Center + h)} {N(low)} {N(high)} {N(Center - h)} {N(high)} 6 c";
    }

    private int Symbol(string content) => file.AddStream("/Type /XObject /Subtype /Form /BBox [0 0 12 12]", content);

    private static string References(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(number => $"{number.ToString(CultureInfo.InvariantCulture)} 0 R"));
}
