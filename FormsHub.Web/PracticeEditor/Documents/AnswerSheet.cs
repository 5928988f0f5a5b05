using System.Globalization;
using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;

namespace FormsHub.Web.PracticeEditor.Documents;

/// <summary>Draws the document that the stand-in saves: every field with its answer, on pages that say where they come from.</summary>
internal sealed class AnswerSheet
{
    private const double Width = 595, Height = 842, Margin = 56, Bottom = 72;
    private const double TextSize = 11, LabelSize = 9, LineHeight = 1.35;
    private const double WidestPicture = 260, TallestPicture = 130;

    private readonly PdfFile _file;
    private readonly List<(StringBuilder Content, List<(string Name, int Object)> Pictures)> _pages = [];
    private double _y;

    private AnswerSheet(PdfFile file) => _file = file;

    private StringBuilder Page => _pages[^1].Content;

    /// <param name="form">Keeps the file a form, with the answers in it; null makes the flat print of a submit.</param>
    public static byte[] Draw(string title, FormDefinition definition, IReadOnlyList<Answer> answers, FormObject? form)
    {
        var file = new PdfFile(form);
        if (form is not null)
        {
            SavedAnswers.AddTo(file, answers);
        }

        var sheet = new AnswerSheet(file);
        sheet.NewPage();
        sheet.Paragraph(title, 16, "F2", 0);
        sheet.Paragraph("Filled in the practice editor of FormsHub, not in ONLYOFFICE Docs.", LabelSize, "F1", 0.4);
        sheet._y -= 12;
        for (var i = 0; i < definition.Fields.Count; i++)
        {
            sheet.Field(definition.Fields[i], answers[i]);
        }

        return sheet.Finish();
    }

    /// <summary>A text as it is.</summary>
    public static byte[] Draw(string text)
    {
        var sheet = new AnswerSheet(new PdfFile());
        sheet.NewPage();
        sheet.Paragraph(text, TextSize, "F1", 0);
        return sheet.Finish();
    }

    private void Field(FieldDefinition field, Answer answer)
    {
        Room(LabelSize + TextSize * LineHeight * 2);
        Paragraph(field.SuggestedLabel, LabelSize, "F1", 0.4);
        if (field.Type.IsImage)
        {
            Picture(answer.Text);
        }
        else
        {
            Paragraph(Shown(field, answer), TextSize, "F1", 0);
        }

        _y -= 4;
        Page.Append(CultureInfo.InvariantCulture, $"0.85 G 0.5 w {Margin} {Number(_y)} m {Width - Margin} {Number(_y)} l S\n");
        _y -= 10;
    }

    private static string Shown(FieldDefinition field, Answer answer) =>
        field.Type == FieldType.CheckBox ? (answer.Checked ? "[x] yes" : "[  ] no")
        : field.Type == FieldType.Radio ? field.Options.FirstOrDefault(option => option.Value == answer.Text)?.Label ?? answer.Text
        : answer.Text;

    private void Picture(string dataUrl)
    {
        if (dataUrl.Length == 0)
        {
            Paragraph("", TextSize, "F1", 0);
        }
        else if (PdfPicture.From(dataUrl) is { } picture)
        {
            var scale = Math.Min(1, Math.Min(WidestPicture / picture.Width, TallestPicture / picture.Height));
            var (width, height) = (picture.Width * scale, picture.Height * scale);
            Room(height + 8);
            _y -= height + 4;
            var pictures = _pages[^1].Pictures;
            pictures.Add(($"P{pictures.Count}", picture.AddTo(_file)));
            Page.Append(CultureInfo.InvariantCulture,
                $"q {Number(width)} 0 0 {Number(height)} {Margin} {Number(_y)} cm /{pictures[^1].Name} Do Q\n");
            _y -= 4;
        }
        else
        {
            Paragraph("A picture of a kind that the practice editor cannot draw. It is in the form data.", TextSize, "F1", 0.4);
        }
    }

    private void Paragraph(string text, double size, string font, double gray)
    {
        foreach (var line in TextLines.Of(text, size, Width - (2 * Margin)))
        {
            Room(size * LineHeight);
            _y -= size * LineHeight;
            Line(Page, line, Margin, _y, size, font, gray);
        }
    }

    private static void Line(StringBuilder page, string text, double x, double y, double size, string font, double gray) =>
        page.Append(CultureInfo.InvariantCulture,
            $"BT {Number(gray)} g /{font} {Number(size)} Tf {Number(x)} {Number(y)} Td {Helvetica.Encode(text)} Tj ET\n");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private void Room(double height)
    {
        if (_y - height < Bottom)
        {
            NewPage();
        }
    }

    private void NewPage()
    {
        _pages.Add((new StringBuilder(), []));
        _y = Height - Margin;
    }

    private byte[] Finish()
    {
        var plain = _file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var bold = _file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        var tree = _file.Reserve();
        var kids = new List<int>();
        for (var i = 0; i < _pages.Count; i++)
        {
            var (content, pictures) = _pages[i];
            Line(content, string.Create(CultureInfo.InvariantCulture, $"practice editor · page {i + 1} of {_pages.Count}"), Margin, 40, LabelSize, "F1", 0.4);
            var stream = _file.AddPacked("", Encoding.Latin1.GetBytes(content.ToString()));
            var images = string.Concat(pictures.Select(picture => $" /{picture.Name} {picture.Object} 0 R"));
            kids.Add(_file.Add(
                $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {Width} {Height}] /Contents {stream} 0 R"
                + $" /Resources << /Font << /F1 {plain} 0 R /F2 {bold} 0 R >> /XObject <<{images} >> >> >>"));
        }

        _file.Write(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        return _file.Finish(_file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>"));
    }
}
