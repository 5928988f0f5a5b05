using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FormsHub.Tests.Reports.Excel;

/// <summary>Reads Excel files as the standard says, sharing no code with the writer.</summary>
internal static partial class ExcelReader
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static ExcelWorkbook Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        var shared = zip.GetEntry("xl/sharedStrings.xml") is null ? [] : Load(zip, "xl/sharedStrings.xml").Elements(Main + "si").Select(TextOf).ToList();
        var styles = Load(zip, "xl/styles.xml");
        var formats = styles.Element(Main + "numFmts")!.Elements().ToDictionary(format => (string)format.Attribute("numFmtId")!, format => (string)format.Attribute("formatCode")!);
        var cellFormats = styles.Element(Main + "cellXfs")!.Elements()
            .Select(cell => (string)cell.Attribute("numFmtId")! is var id && formats.TryGetValue(id, out var code) ? code : id)
            .ToList();
        var sheets = Load(zip, "xl/workbook.xml").Element(Main + "sheets")!.Elements()
            .Select((sheet, index) => ReadSheet(zip, Unescape((string)sheet.Attribute("name")!), index + 1, shared, cellFormats))
            .ToList();
        return new ExcelWorkbook(sheets, [.. zip.Entries.Select(entry => entry.FullName)], shared.Count, Load(zip, "docProps/core.xml"));
    }

    private static ExcelSheet ReadSheet(ZipArchive zip, string name, int number, List<string> shared, List<string> formats)
    {
        var xml = Load(zip, $"xl/worksheets/sheet{number}.xml");
        var rows = xml.Element(Main + "sheetData")!.Elements(Main + "row")
            .Select(row => row.Elements(Main + "c").Where(cell => cell.HasElements).ToDictionary(
                cell => CheckedColumn((string)cell.Attribute("r")!, (string)row.Attribute("r")!),
                cell => ReadCell(cell, shared, formats)))
            .ToList();
        var relations = zip.GetEntry($"xl/worksheets/_rels/sheet{number}.xml.rels") is null
            ? []
            : Load(zip, $"xl/worksheets/_rels/sheet{number}.xml.rels").Elements().ToDictionary(link => (string)link.Attribute("Id")!, link => (string)link.Attribute("Target")!);
        var links = xml.Descendants(Main + "hyperlink").ToDictionary(link => (string)link.Attribute("ref")!, link => relations[(string)link.Attribute(Links + "id")!]);
        var table = zip.GetEntry($"xl/tables/table{number}.xml") is null ? null : Load(zip, $"xl/tables/table{number}.xml");
        return new ExcelSheet(
            name,
            rows,
            (string?)table?.Attribute("ref"),
            table is null ? [] : [.. table.Descendants(Main + "tableColumn").Select(column => Unescape((string)column.Attribute("name")!))],
            links,
            xml);
    }

    private static ExcelCell ReadCell(XElement cell, List<string> shared, List<string> formats)
    {
        var format = formats[(int?)cell.Attribute("s") ?? 0];
        var text = (string?)cell.Element(Main + "v");
        object value = (string?)cell.Attribute("t") switch
        {
            "s" => shared[int.Parse(text!, CultureInfo.InvariantCulture)],
            "inlineStr" => TextOf(cell.Element(Main + "is")!),
            "b" => text == "1",
            null when format.Contains("yyyy", StringComparison.Ordinal) => DateTime.FromOADate(double.Parse(text!, CultureInfo.InvariantCulture)),
            null => decimal.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture),
            var other => throw new InvalidDataException($"Cell type {other}."),
        };
        return new ExcelCell(value, format);
    }

    private static int CheckedColumn(string cell, string row)
    {
        var letters = cell.TrimEnd("0123456789".ToCharArray());
        Assert.Equal(row, cell[letters.Length..]);
        return letters.Aggregate(0, (column, letter) => column * 26 + letter - 'A' + 1) - 1;
    }

    private static string TextOf(XElement holder)
    {
        var element = holder.Element(Main + "t")!;
        // Excel trims what is not marked.
        return Unescape((string?)element.Attribute(XNamespace.Xml + "space") == "preserve" ? element.Value : element.Value.Trim());
    }

    private static string Unescape(string text) =>
        Escape().Replace(text, escape => ((char)int.Parse(escape.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private static XElement Load(ZipArchive zip, string part)
    {
        using var stream = zip.GetEntry(part)!.Open();
        return XElement.Load(stream, LoadOptions.PreserveWhitespace);
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}

/// <param name="Parts">In the order of the file.</param>
internal sealed record ExcelWorkbook(IReadOnlyList<ExcelSheet> Sheets, IReadOnlyList<string> Parts, int SharedStrings, XElement CoreProperties)
{
    public ExcelSheet Sheet(string name) => Sheets.Single(sheet => sheet.Name == name);
}

/// <param name="Rows">By column number; empty cells are absent.</param>
/// <param name="Links">Addresses by cell.</param>
internal sealed record ExcelSheet(
    string Name, IReadOnlyList<Dictionary<int, ExcelCell>> Rows, string? TableRange, IReadOnlyList<string> TableColumns, Dictionary<string, string> Links, XElement Xml)
{
    /// <summary>What stands to the right of a text in the second column, line by line until the next one.</summary>
    public string Beside(string name)
    {
        var first = Rows.ToList().FindIndex(row => row.TryGetValue(1, out var cell) && cell.Value.Equals(name));
        var lines = Rows.Skip(first).TakeWhile((row, index) => index == 0 || (row.TryGetValue(1, out var cell) && cell.Value.Equals("")));
        return first < 0 ? "" : string.Join('\n', lines.Select(row => row[2].Value));
    }

    public IReadOnlyList<object> Column(int column) => [.. Rows.Skip(1).Select(row => row[column].Value)];
}

/// <param name="Value">String, decimal, boolean or date and time.</param>
/// <param name="Format">A number format's code, or its number when built in.</param>
internal sealed record ExcelCell(object Value, string Format);
