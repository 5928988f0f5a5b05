namespace FormsHub.Jobs.Forms.Definition;

/// <summary>The XML namespaces and fixed names of an ONLYOFFICE form package. Prefixes mean nothing, namespaces do.</summary>
internal static class Ooxml
{
    public const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string Word2010 = "http://schemas.microsoft.com/office/word/2010/wordml";
    public const string Word2012 = "http://schemas.microsoft.com/office/word/2012/wordml";
    public const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public const string Drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public const string DrawingMain = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public const string Shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
    public const string Vml = "urn:schemas-microsoft-com:vml";
    public const string OfficeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    public const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    public const string ExtendedProperties = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

    /// <summary>The type of the relationship from a field to its master, which names its role.</summary>
    public const string FieldMasterRelationship = "https://schemas.onlyoffice.com/relationships/oform-fieldMaster";

    /// <summary>The roles; no relationship leads to it from the package's root.</summary>
    public const string RolesPart = "oform/main.xml";
}
