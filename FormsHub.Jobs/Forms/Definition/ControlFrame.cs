namespace FormsHub.Jobs.Forms.Definition;

/// <summary>What an open element means to the search for controls.</summary>
internal enum FrameKind
{
    /// <summary>Nothing of its own.</summary>
    Other,

    /// <summary>w:sdt: a content control, perhaps a field.</summary>
    Control,

    /// <summary>w:sdtContent: stands for the place of its control.</summary>
    Content,

    /// <summary>w:p: controls in it are inline.</summary>
    Paragraph,

    /// <summary>w:tbl: a control right in it wraps rows.</summary>
    Table,

    /// <summary>w:tr: a control right in it wraps cells.</summary>
    Row,

    /// <summary>Body, cell, header, footer, note or text box: a control right in it wraps paragraphs.</summary>
    Block,

    /// <summary>w:drawing: perhaps the shape of a fixed field.</summary>
    Drawing,

    /// <summary>mc:AlternateContent: the same content written several times.</summary>
    Alternatives,

    /// <summary>w:t: text that people see.</summary>
    Text,
}

/// <summary>Where a content control stands.</summary>
internal enum ControlLevel
{
    Inline,
    Block,
    Row,
    Cell,
}

/// <summary>An open element on the way from the root to the place that is read.</summary>
internal sealed class ControlFrame(FrameKind kind)
{
    public FrameKind Kind { get; } = kind;

    /// <summary>Of a control: what it says about itself, once read.</summary>
    public ControlProperties? Properties { get; set; }
    public ControlLevel Level { get; set; }

    /// <summary>Of a control: the field control it became; null when it does not count.</summary>
    public Control? Counted { get; set; }

    /// <summary>Of a control: its content began, nothing is decided any more.</summary>
    public bool Decided { get; set; }

    /// <summary>Of a paragraph: the box or button whose label may follow.</summary>
    public Control? Awaiting { get; set; }

    /// <summary>Of a drawing: it is the shape of a fixed field. Of alternatives: the first one was read.</summary>
    public bool Flag { get; set; }

    public bool IsComplex => Properties is { IsForm: true, IsComplex: true };

    public static FrameKind KindOf(GuardedXmlReader xml) => (xml.Namespace, xml.Name) switch
    {
        (Ooxml.Compatibility, "AlternateContent") => FrameKind.Alternatives,
        (Ooxml.Word, "sdt") => FrameKind.Control,
        (Ooxml.Word, "sdtContent") => FrameKind.Content,
        (Ooxml.Word, "p") => FrameKind.Paragraph,
        (Ooxml.Word, "tbl") => FrameKind.Table,
        (Ooxml.Word, "tr") => FrameKind.Row,
        (Ooxml.Word, "body" or "tc" or "hdr" or "ftr" or "footnote" or "endnote" or "txbxContent") => FrameKind.Block,
        (Ooxml.Word, "drawing") => FrameKind.Drawing,
        (Ooxml.Word, "t") => FrameKind.Text,
        _ => FrameKind.Other,
    };
}
