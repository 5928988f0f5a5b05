namespace FormsHub.Jobs.Forms.Definition;

/// <summary>What one content control says about itself (its w:sdtPr).</summary>
internal sealed class ControlProperties
{
    /// <summary>It has w:formPr: without it the control is no field.</summary>
    public bool IsForm { get; set; }
    public string? Key { get; set; }
    public string? Label { get; set; }
    public string? HelpText { get; set; }
    public bool Required { get; set; }

    /// <summary>The relationship to the field's master, which names its role.</summary>
    public string? MasterRelation { get; set; }
    public string Tag { get; set; } = "";

    /// <summary>The name of the glossary entry that holds the placeholder.</summary>
    public string? PlaceholderName { get; set; }

    public bool IsComplex { get; set; }
    public bool IsCheckBox { get; set; }

    /// <summary>The first of picture, comboBox, dropDownList and date; null for a text.</summary>
    public string? Kind { get; set; }

    public bool Checked { get; set; }
    public string? GroupKey { get; set; }
    public bool Signature { get; set; }
    public List<FieldOption> Options { get; } = [];
    public string? DateFormat { get; set; }
    public string? Language { get; set; }
    public bool MultiLine { get; set; }
    public bool AutoFit { get; set; }
    public bool Comb { get; set; }
    public int? MaxCharacters { get; set; }
    public TextFormat? Format { get; set; }

    /// <summary>What was odd, as the end of a sentence that begins with the field's name.</summary>
    public List<string> Remarks { get; } = [];

    public bool IsRadio => IsCheckBox && !IsComplex && !string.IsNullOrEmpty(GroupKey);

    /// <summary>The key that counts: of the group for a radio button.</summary>
    public string? FieldKey => IsRadio ? GroupKey : Key;
}
