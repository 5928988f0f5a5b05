using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>One field on a drawn page: its label, its box and its help.</summary>
internal sealed class PrintCell
{
    private const double LabelSize = 9;
    private const double LabelLeading = 11.5;
    private const double HelpSize = 7.5;
    private const double BoxSide = 12;
    private const double ButtonLeading = 17;
    private const double Below = 14;

    private readonly FieldDefinition _field;
    private readonly double _width;
    private readonly IReadOnlyList<string> _label;
    private readonly string? _help;

    public PrintCell(FieldDefinition field, double width)
    {
        _field = field;
        _width = width;
        var caption = IsBox && !string.IsNullOrWhiteSpace(field.TextAfter) ? field.TextAfter : SuggestedLabel.Of(field);
        _label = Helvetica.Lines(caption, IsBox ? width - 20 : width - 10, LabelSize, !IsBox, 3);
        _help = !IsBox && !string.IsNullOrWhiteSpace(field.HelpText) && field.HelpText.Trim() != caption ? Helvetica.Lines(field.HelpText, width, HelpSize, false, 1)[0] : null;
    }

    /// <summary>Needs the whole width of the page.</summary>
    public static bool IsWide(FieldDefinition field) =>
        (field.MultiLine && !field.Comb) || (field.Comb && field.MaxCharacters > 16) || field.Options.Any(option => option.Label.Length > 60);

    public double Height => Below + (_help is null ? 0 : 11) + (IsBox
        ? Math.Max(BoxSide, _label.Count * LabelLeading)
        : (_label.Count * LabelLeading) + 3 + ControlHeight);

    /// <summary>A check box, whose label stands beside it.</summary>
    public bool IsBox => _field.Type == FieldType.CheckBox;

    private double ControlHeight => _field switch
    {
        { Type: var type } when type == FieldType.Radio => _field.Options.Count * ButtonLeading,
        { Type.IsImage: true } => 52,
        { MultiLine: true, Comb: false } => 58,
        _ => 21,
    };

    public void Draw(PrintPage page, PrintWidgets widgets, double x, double top)
    {
        var y = top;
        if (IsBox)
        {
            DrawLines(page, x + 20, y + 0.5);
            widgets.Add(_field, page, new Rectangle(x, y - BoxSide, BoxSide, BoxSide));
            return;
        }

        y = DrawLines(page, x, y) - 3;
        if (_field.Type == FieldType.Radio)
        {
            DrawButtons(page, widgets, x, y);
        }
        else
        {
            var place = new Rectangle(x, y - ControlHeight, _width, ControlHeight);
            page.Box(place);
            if (_field.Type.IsChoice)
            {
                page.Triangle(x + _width - 14, y - 8);
            }
            else if (_field is { Comb: true, MaxCharacters: { } most and <= 100 })
            {
                page.Comb(place, most);
            }

            widgets.Add(_field, page, place);
        }

        if (_help is not null)
        {
            page.Text(_help, x, y - ControlHeight - 9, HelpSize, color: PrintPage.Grey);
        }
    }

    private double DrawLines(PrintPage page, double x, double y)
    {
        foreach (var line in _label)
        {
            page.Text(line, x, y - LabelSize, LabelSize, !IsBox);
            y -= LabelLeading;
        }

        if (_field.Required)
        {
            page.Text("*", x + Helvetica.Width(_label[^1], LabelSize, !IsBox) + 3, y + LabelLeading - LabelSize, LabelSize, true, PrintPage.Red);
        }

        return y;
    }

    private void DrawButtons(PrintPage page, PrintWidgets widgets, double x, double y)
    {
        var places = new List<Rectangle>();
        foreach (var option in _field.Options)
        {
            places.Add(new Rectangle(x, y - BoxSide - 1, BoxSide, BoxSide));
            page.Text(Helvetica.Lines(option.Label, _width - 20, LabelSize, false, 1)[0], x + 20, y - LabelSize - 1, LabelSize);
            y -= ButtonLeading;
        }

        widgets.AddGroup(_field, page, places);
    }
}
