namespace FormsHub.Jobs.Reports.Excel;

/// <summary>What a part refers to, by ids of its own.</summary>
internal sealed class Relations
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private readonly List<(string Id, string Type, string Target, bool IsExternal)> _all = [];

    public bool IsEmpty => _all.Count == 0;

    /// <param name="id">Unique in the part.</param>
    /// <param name="type">The last word of an Office relationship's type, or a whole one.</param>
    /// <param name="target">A part's name, relative to the part, or an address.</param>
    /// <param name="isExternal">It is an address.</param>
    public void Add(string id, string type, string target, bool isExternal = false) => _all.Add((id, type, target, isExternal));

    public void Write(XmlBytes xml)
    {
        xml.Markup("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""u8);
        foreach (var (id, type, target, isExternal) in _all)
        {
            xml.Markup("<Relationship Id=\""u8);
            xml.Text(id);
            xml.Markup("\" Type=\""u8);
            xml.Text(type.Contains('/', StringComparison.Ordinal) ? type : Office + type);
            xml.Markup("\" Target=\""u8);
            xml.Text(target);
            xml.Markup(isExternal ? "\" TargetMode=\"External\"/>"u8 : "\"/>"u8);
        }

        xml.Markup("</Relationships>"u8);
    }
}
