using System.Globalization;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Reads one w:sdtPr. The order of its children differs between versions; unknown ones are passed over.</summary>
internal sealed class ControlPropertiesReader(FormDefinitionLimits limits)
{
    /// <summary>Reads from the start of w:sdtPr to its end.</summary>
    public ControlProperties Read(GuardedXmlReader xml)
    {
        var control = new ControlProperties();
        if (xml.IsEmptyElement)
        {
            return control;
        }

        var depth = xml.Depth;
        var owner = "";
        while (xml.Read() && xml.Depth > depth)
        {
            if (!xml.IsElement || xml.Namespace is not (Ooxml.Word or Ooxml.Word2010))
            {
                continue;
            }

            if (xml.Depth == depth + 1)
            {
                owner = xml.Name;
                ReadProperty(xml, control);
            }
            else if (xml.Depth == depth + 2)
            {
                ReadDetail(owner, xml, control);
            }
        }

        return control;
    }

    private void ReadProperty(GuardedXmlReader xml, ControlProperties control)
    {
        switch (xml.Name)
        {
            case "formPr":
                control.IsForm = true;
                control.Key = xml.Attribute("key");
                control.Label = Caption(xml.Attribute("label"), control);
                control.HelpText = Caption(xml.Attribute("helpText"), control);
                control.Required = IsOn(xml.Attribute("required"), absent: false, control);
                break;
            case "tag":
                control.Tag = Caption(xml.Attribute("val"), control) ?? "";
                break;
            case "complexFormPr":
                control.IsComplex = true;
                break;
            case "checkbox":
                control.IsCheckBox = true;
                break;
            case "picture" or "comboBox" or "dropDownList" or "date":
                ReadKind(xml, control);
                break;
            case "textFormPr":
                control.MultiLine = IsOn(xml.Attribute("multiLine"), absent: false, control);
                control.AutoFit = IsOn(xml.Attribute("autoFit"), absent: false, control);
                break;
        }
    }

    private static void ReadKind(GuardedXmlReader xml, ControlProperties control)
    {
        if (control.Kind is not null && control.Kind != xml.Name)
        {
            control.Remarks.Add("says that it is of two kinds; the first one counts");
        }

        control.Kind ??= xml.Name;
        if (xml.Name == "picture")
        {
            control.Signature = IsOn(xml.Attribute("signature"), absent: false, control);
        }
    }

    private void ReadDetail(string owner, GuardedXmlReader xml, ControlProperties control)
    {
        var value = xml.Attribute("val");
        switch ((owner, xml.Name))
        {
            case ("formPr", "field"):
                control.MasterRelation = xml.RelationId;
                break;
            case ("placeholder", "docPart"):
                control.PlaceholderName = value;
                break;
            case ("checkbox", "checked"):
                control.Checked = IsOn(value, absent: true, control);
                break;
            case ("checkbox", "groupKey"):
                control.GroupKey = value;
                break;
            case ("comboBox" or "dropDownList", "listItem") when owner == control.Kind:
                AddOption(xml, control);
                break;
            case ("date", "dateFormat"):
                control.DateFormat = value is { Length: > 0 } ? Caption(value, control) : null;
                break;
            case ("date", "lid"):
                control.Language = value is { Length: > 0 and <= 100 } ? value : null;
                break;
            case ("textFormPr", "comb"):
                control.Comb = true;
                break;
            case ("textFormPr", "maxCharacters"):
                control.MaxCharacters = Count(value, control);
                break;
            case ("textFormPr" or "comboBox", "format"):
                control.Format = Format(xml, value, control);
                break;
        }
    }

    private void AddOption(GuardedXmlReader xml, ControlProperties control)
    {
        var value = xml.Attribute("value");
        var label = xml.Attribute("displayText") ?? value;
        value ??= label;
        if (string.IsNullOrEmpty(value) || label is null)
        {
            // Word's first line, "Choose an item.", has no value: it asks, it is not an answer.
            return;
        }

        if (label.Length > limits.OptionLength || value.Length > limits.OptionLength)
        {
            control.Remarks.Add($"has an option longer than {limits.OptionLength:N0} characters; it is left out");
        }
        else if (control.Options.Count < limits.OptionsPerList)
        {
            control.Options.Add(new FieldOption(label, value));
        }
        else
        {
            control.Remarks.Add($"has more than {limits.OptionsPerList:N0} options; the rest is left out");
        }
    }

    private TextFormat? Format(GuardedXmlReader xml, string? pattern, ControlProperties control)
    {
        var symbols = xml.Attribute("symbols") is { Length: > 0 } set ? Caption(set, control) : null;
        switch (xml.Attribute("type"))
        {
            case "digit" or "letter" when xml.Attribute("type") is { } type:
                return new TextFormat(type, null, symbols);
            case "mask" or "regExp" when xml.Attribute("type") is { } type && pattern is { Length: > 0 } && pattern.Length <= limits.OptionLength:
                return new TextFormat(type, pattern, symbols);
            case null or "none":
                // Without a type the allowed characters still count in the editor; there is no word for that but none.
                return symbols is null ? null : new TextFormat("none", null, symbols);
            default:
                control.Remarks.Add("has a format that is not known; any text is taken");
                return null;
        }
    }

    private static int? Count(string? value, ControlProperties control)
    {
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            return count > 0 ? count : null;
        }

        control.Remarks.Add("has a limit of characters that is not a number; it is taken as unlimited");
        return null;
    }

    private string? Caption(string? text, ControlProperties control)
    {
        if (text?.Length > limits.CaptionLength)
        {
            control.Remarks.Add($"has a text longer than {limits.CaptionLength:N0} characters; its end is left out");
            var end = char.IsHighSurrogate(text[limits.CaptionLength - 1]) ? limits.CaptionLength - 1 : limits.CaptionLength;
            return text[..end];
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static bool IsOn(string? value, bool absent, ControlProperties control)
    {
        switch (value)
        {
            case null:
                return absent;
            case "1" or "true" or "on":
                return true;
            case "0" or "false" or "off":
                return false;
            default:
                control.Remarks.Add("has a switch that is neither on nor off; it is taken as off");
                return false;
        }
    }
}
