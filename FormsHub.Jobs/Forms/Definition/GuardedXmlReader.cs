using System.Xml;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>A forward reader of one part: no DTD, nothing fetched, no deeper and no longer than the limits allow.</summary>
internal sealed class GuardedXmlReader : IDisposable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly XmlReader _reader;
    private readonly ReadBudget _budget;
    private int _nodes;

    public GuardedXmlReader(Stream part, ReadBudget budget)
    {
        _budget = budget;
        _reader = XmlReader.Create(part, Settings);
    }

    public int Depth => _reader.Depth;
    public bool IsElement => _reader.NodeType == XmlNodeType.Element;
    public bool IsEndElement => _reader.NodeType == XmlNodeType.EndElement;
    public bool IsEmptyElement => _reader.IsEmptyElement;
    public bool IsText => _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;
    public string Namespace => _reader.NamespaceURI;
    public string Name => _reader.LocalName;
    public string Text => _reader.Value;

    public bool Read()
    {
        if (++_nodes % 512 == 0)
        {
            _budget.Checkpoint();
        }

        var more = _reader.Read();
        return _reader.Depth <= _budget.Limits.Depth
            ? more
            : throw new FormRefusedException(FormRefusal.TooLarge, $"The form inside this PDF nests its content more than {_budget.Limits.Depth} levels deep; no real form does.");
    }

    public bool Is(string ns, string name) => _reader.LocalName == name && _reader.NamespaceURI == ns;

    /// <summary>An attribute in the element's own namespace, else without one; null when absent.</summary>
    public string? Attribute(string name) => _reader.GetAttribute(name, _reader.NamespaceURI) ?? _reader.GetAttribute(name);

    /// <summary>The r:id attribute that leads to a relationship.</summary>
    public string? RelationId => _reader.GetAttribute("id", Ooxml.OfficeRelationships);

    public void Dispose() => _reader.Dispose();
}
