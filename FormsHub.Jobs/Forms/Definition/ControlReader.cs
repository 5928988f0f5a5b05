namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Finds the field controls of a document in one forward pass over each of its stories, with a stack of its own instead of recursion.</summary>
internal sealed class ControlReader(ReadBudget budget)
{
    private readonly ControlPropertiesReader _properties = new(budget.Limits);
    private readonly List<ControlFrame> _open = [];
    private Func<string?, string> _roleOf = _ => "";

    public List<Control> Controls { get; } = [];

    /// <summary>Reads one story: the body, a header, a footer or the notes.</summary>
    /// <param name="roleOf">The role behind a relationship of this story's part.</param>
    public void Read(GuardedXmlReader xml, Func<string?, string> roleOf)
    {
        _open.Clear();
        _roleOf = roleOf;
        var skipped = -1;
        while (xml.Read())
        {
            if (skipped >= 0)
            {
                skipped = xml.IsEndElement && xml.Depth == skipped ? -1 : skipped;
            }
            else if (xml.IsElement)
            {
                skipped = Open(xml);
            }
            else if (xml.IsEndElement)
            {
                Close();
            }
            else if (xml.IsText && _open.Count > 0 && _open[^1].Kind == FrameKind.Text)
            {
                AddText(xml.Text);
            }
        }
    }

    /// <summary>Opens an element; gives its depth when everything in it is to be passed over, else -1.</summary>
    private int Open(GuardedXmlReader xml)
    {
        var empty = xml.IsEmptyElement;
        if (IsNotThere(xml))
        {
            return empty ? -1 : xml.Depth;
        }

        if (xml.Is(Ooxml.Word, "sdtPr") && _open.Count > 0 && _open[^1].Kind == FrameKind.Control)
        {
            _open[^1].Properties = _properties.Read(xml);
            return -1;
        }

        var kind = ControlFrame.KindOf(xml);
        var frame = new ControlFrame(kind);
        switch (kind)
        {
            case FrameKind.Control:
                frame.Level = LevelHere();
                break;
            case FrameKind.Content:
                Decide();
                break;
            case FrameKind.Other:
                ReadOther(xml);
                break;
        }

        _open.Add(frame);
        if (empty)
        {
            Close();
        }

        return -1;
    }

    private void Close()
    {
        var frame = _open[^1];
        if (frame.Kind == FrameKind.Control)
        {
            Decide();
            if (frame.Counted is { Properties.IsCheckBox: true } && frame.Level == ControlLevel.Inline && Paragraph(_open.Count - 1) is { } paragraph)
            {
                paragraph.Awaiting = frame.Counted;
            }
        }

        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>The second writing of the same content (VML for old programs) and deleted content.</summary>
    private bool IsNotThere(GuardedXmlReader xml)
    {
        if (xml.Namespace == Ooxml.Compatibility)
        {
            if (xml.Name == "Choice" && _open.Count > 0 && _open[^1] is { Kind: FrameKind.Alternatives } alternatives)
            {
                var again = alternatives.Flag;
                alternatives.Flag = true;
                return again;
            }

            return xml.Name == "Fallback";
        }

        return xml.Namespace == Ooxml.Word && xml.Name is "del" or "moveFrom";
    }

    private void ReadOther(GuardedXmlReader xml)
    {
        if (xml.Is(Ooxml.Drawing, "docPr"))
        {
            var drawing = _open.FindLastIndex(frame => frame.Kind == FrameKind.Drawing);
            if (drawing >= 0 && xml.Attribute("form") is "1" or "true" or "on")
            {
                _open[drawing].Flag = true;
            }
        }
        else if (xml.Namespace == Ooxml.Word && xml.Name is "tab" or "br" or "cr" && _open.Count > 0)
        {
            AddText(" ");
        }
        else if (xml.Is(Ooxml.Word, "noBreakHyphen"))
        {
            AddText("-");
        }
    }

    /// <summary>Decides, when its content begins, whether the innermost control is a field.</summary>
    private void Decide()
    {
        if (_open.Count == 0 || _open[^1] is not { Kind: FrameKind.Control, Decided: false } frame)
        {
            return;
        }

        // Row and cell controls lose their properties in the editor; what is inside them counts.
        frame.Decided = true;
        if (frame.Properties is not { IsForm: true } properties || frame.Level is ControlLevel.Row or ControlLevel.Cell || IsPartOfComplexField())
        {
            return;
        }

        if (Controls.Count >= budget.Limits.Controls)
        {
            throw new FormRefusedException(FormRefusal.TooLarge, $"The form has more than {budget.Limits.Controls:N0} fields.");
        }

        if (frame.Level == ControlLevel.Block)
        {
            properties.Remarks.Add("wraps whole paragraphs, which ONLYOFFICE's editor never makes; check that it can be filled");
        }

        frame.Counted = new Control(Controls.Count + 1, properties)
        {
            Fixed = _open.FindLast(open => open.Kind == FrameKind.Drawing) is { Flag: true },
            Role = _roleOf(properties.MasterRelation),
        };
        Controls.Add(frame.Counted);
        foreach (var open in _open)
        {
            open.Awaiting = null;
        }
    }

    /// <summary>The control right around it, in the same paragraph, is a complex field: then it is a part of that one.</summary>
    private bool IsPartOfComplexField()
    {
        for (var i = _open.Count - 2; i >= 0 && _open[i].Kind != FrameKind.Paragraph; i--)
        {
            if (_open[i].Kind == FrameKind.Control)
            {
                return _open[i].IsComplex;
            }
        }

        return false;
    }

    private ControlLevel LevelHere()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            switch (_open[i].Kind)
            {
                case FrameKind.Paragraph:
                    return ControlLevel.Inline;
                case FrameKind.Table:
                    return ControlLevel.Row;
                case FrameKind.Row:
                    return ControlLevel.Cell;
                case FrameKind.Block:
                    return ControlLevel.Block;
                case FrameKind.Content when i > 0 && _open[i - 1].Kind == FrameKind.Control:
                    return _open[i - 1].Level;
            }
        }

        return ControlLevel.Block;
    }

    /// <summary>The paragraph around the frame at an index, in the same story.</summary>
    private ControlFrame? Paragraph(int index)
    {
        for (var i = index; i >= 0 && _open[i].Kind != FrameKind.Block; i--)
        {
            if (_open[i].Kind == FrameKind.Paragraph)
            {
                return _open[i];
            }
        }

        return null;
    }

    /// <summary>Text belongs to the box or button that it is in, else to the one that it follows.</summary>
    private void AddText(string text)
    {
        for (var i = _open.Count - 1; i >= 0 && _open[i].Kind != FrameKind.Block; i--)
        {
            if (_open[i].Counted is { } control)
            {
                if (control.Properties.IsCheckBox)
                {
                    control.AddInside(text, budget.Limits.CaptionLength);
                }

                return;
            }

            if (_open[i].Kind == FrameKind.Paragraph)
            {
                _open[i].Awaiting?.AddAfter(text, budget.Limits.CaptionLength);
                return;
            }
        }
    }
}
