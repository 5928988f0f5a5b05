namespace FormsHub.Jobs.Forms;

/// <summary>The kind of a form field, named as ONLYOFFICE names it in form data. Names this version does not know are kept as they came.</summary>
public readonly record struct FieldType(string Name)
{
    public static readonly FieldType Text = new("text");
    public static readonly FieldType CheckBox = new("checkBox");
    public static readonly FieldType Radio = new("radio");
    public static readonly FieldType Picture = new("picture");
    public static readonly FieldType ComboBox = new("comboBox");
    public static readonly FieldType DropDownList = new("dropDownList");
    public static readonly FieldType DateTime = new("dateTime");
    public static readonly FieldType Complex = new("complex");
    public static readonly FieldType Signature = new("signature");

    /// <summary>Its value is the text of one option (a combo box also takes free text).</summary>
    public bool IsChoice => this == Radio || this == ComboBox || this == DropDownList;

    /// <summary>Its value is an image. A signature is called picture by editors before 9.4.</summary>
    public bool IsImage => this == Picture || this == Signature;

    /// <summary>The editor treats check boxes and radio buttons as one type where keys meet, and pictures and signatures likewise.</summary>
    public bool IsInterchangeableWith(FieldType other) =>
        this == other || (IsImage && other.IsImage) || (this == CheckBox && other == Radio) || (this == Radio && other == CheckBox);

    public override string ToString() => Name;
}
