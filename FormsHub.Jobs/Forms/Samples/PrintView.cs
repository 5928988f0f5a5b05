using System.Globalization;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Draws the pages that viewers without ONLYOFFICE show: title, introduction and the fields in two columns on A4.</summary>
internal sealed class PrintView
{
    private const double Gap = 22;
    private const double Half = (PrintPage.Width - (2 * PrintPage.Margin) - Gap) / 2;
    private const double Full = PrintPage.Width - (2 * PrintPage.Margin);
    private const double Bottom = 64;

    private readonly PdfFile _file;
    private readonly PrintWidgets _widgets;
    private readonly List<PrintPage> _pages = [];
    private double _y;

    private PrintView(PdfFile file)
    {
        _file = file;
        _widgets = new PrintWidgets(file);
    }

    private PrintPage Page => _pages[^1];

    /// <summary>Adds the pages and gives the number of the catalog.</summary>
    public static int Draw(FormDraft draft, PdfFile file) => new PrintView(file).Draw(draft);

    private int Draw(FormDraft draft)
    {
        StartPage();
        DrawHead(draft);
        var row = new List<PrintCell>();
        foreach (var field in draft.Fields)
        {
            var wide = PrintCell.IsWide(field);
            if (wide || (row.Count > 0 && row[0].IsBox != (field.Type == FieldType.CheckBox)))
            {
                DrawRow(row);
            }

            row.Add(new PrintCell(field, wide ? Full : Half));
            if (wide || row.Count == 2)
            {
                DrawRow(row);
            }
        }

        DrawRow(row);
        return Finish(draft.Title);
    }

    private void DrawHead(FormDraft draft)
    {
        foreach (var line in Helvetica.Lines(draft.Title, Full, 22, true, 3))
        {
            _y -= 24;
            Page.Text(line, PrintPage.Margin, _y, 22, bold: true);
        }

        _y -= 4;
        foreach (var line in draft.Introduction is { } introduction ? Helvetica.Lines(introduction, Full, 10, false, 12) : [])
        {
            _y -= 15;
            Page.Text(line, PrintPage.Margin, _y, 10, color: PrintPage.Grey);
        }

        if (draft.Fields.Count > 0)
        {
            _y -= 12;
            Page.Rule(_y);
            _y -= 20;
        }
    }

    private void DrawRow(List<PrintCell> row)
    {
        if (row.Count == 0)
        {
            return;
        }

        var height = row.Max(cell => cell.Height);
        if (_y - height < Bottom)
        {
            StartPage();
        }

        for (var i = 0; i < row.Count; i++)
        {
            row[i].Draw(Page, _widgets, PrintPage.Margin + (i * (Half + Gap)), _y);
        }

        _y -= height;
        row.Clear();
    }

    private void StartPage()
    {
        _pages.Add(new PrintPage(_file.Reserve()));
        _y = PrintPage.Height - PrintPage.Margin;
    }

    private int Finish(string title)
    {
        var bold = _file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        var tree = _file.Reserve();
        for (var i = 0; i < _pages.Count; i++)
        {
            var page = _pages[i];
            if (_pages.Count > 1)
            {
                page.Text(string.Create(CultureInfo.InvariantCulture, $"{i + 1} / {_pages.Count}"), PrintPage.Width - PrintPage.Margin - 20, 36, 8, color: PrintPage.Grey);
            }

            var content = _file.AddStream("", page.Content);
            var widgets = string.Join(' ', page.Widgets.Select(widget => $"{widget} 0 R"));
            _file.Set(page.Number, $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PrintPage.N(PrintPage.Width)} {PrintPage.N(PrintPage.Height)}] /Resources << /Font << /F1 {_widgets.Font} 0 R /F2 {bold} 0 R >> >> /Contents {content} 0 R /Annots [{widgets}] >>");
        }

        _file.Set(tree, $"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select(page => $"{page.Number} 0 R"))}] >>");
        var form = _pages.Any(page => page.Widgets.Count > 0) ? $" /AcroForm {_widgets.AcroForm()} 0 R" : "";
        return _file.Add($"<< /Type /Catalog /Pages {tree} 0 R /ViewerPreferences << /DisplayDocTitle true >>{form} >>");
    }
}
