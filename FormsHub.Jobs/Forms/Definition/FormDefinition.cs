namespace FormsHub.Jobs.Forms.Definition;

/// <summary>What an ONLYOFFICE PDF form says about itself: its fields in document order and its roles in filling order.</summary>
public sealed record FormDefinition
{
    public required IReadOnlyList<FieldDefinition> Fields { get; init; }

    /// <summary>Roles ordered by the weight of their field group; empty when the file names none.</summary>
    public required IReadOnlyList<RoleDefinition> Roles { get; init; }

    /// <summary>Sentences for the author about what was odd but readable.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>SHA-256 of the embedded package: equal packages define equal fields.</summary>
    public required byte[] PackageSha256 { get; init; }

    /// <summary>The program that wrote the package, such as <c>ONLYOFFICE/8.2.0.143</c>; null when it does not say.</summary>
    public string? Application { get; init; }
}

/// <summary>A party that fills some of the fields.</summary>
/// <param name="Name">The role's name, such as <c>Anyone</c> or <c>Manager</c>.</param>
/// <param name="Color">RGB as <c>#RRGGBB</c>, or null.</param>
public sealed record RoleDefinition(string Name, string? Color);

/// <summary>One field of the form: all controls that share a key and a type.</summary>
public sealed record FieldDefinition
{
    /// <summary>Verbatim, blanks included; for radio buttons the group's key.</summary>
    public required string Key { get; init; }
    public required FieldType Type { get; init; }

    /// <summary>The author's own caption (formPr label); most files have none.</summary>
    public string? Label { get; init; }
    public string? HelpText { get; init; }
    public string? Placeholder { get; init; }

    /// <summary>What a column of this field should be called: label, help text, placeholder, text behind a check box or the key, in this order.</summary>
    public required string SuggestedLabel { get; init; }
    public bool Required { get; init; }

    /// <summary>The role that fills it; empty when the file names none.</summary>
    public string Role { get; init; } = "";
    public string Tag { get; init; } = "";

    /// <summary>The date pattern of a dateTime field, such as <c>mm/dd/yyyy</c>.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The language of a dateTime field, such as <c>de-DE</c>.</summary>
    public string? Language { get; init; }

    /// <summary>What a text or combo box takes; null when anything.</summary>
    public TextFormat? TextFormat { get; init; }

    /// <summary>Options of a choice in document order. For radio buttons <see cref="FieldOption.Value"/> is the button's form key.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Longest text in characters; null when unlimited.</summary>
    public int? MaxCharacters { get; init; }
    public bool Comb { get; init; }
    public bool MultiLine { get; init; }
    public bool AutoFit { get; init; }

    /// <summary>The control has a fixed place and size on the page.</summary>
    public bool Fixed { get; init; }

    /// <summary>A picture control that takes a signature.</summary>
    public bool Signature { get; init; }

    /// <summary>1-based numbers of its controls among all field controls of the document.</summary>
    public IReadOnlyList<int> Controls { get; init; } = [];

    /// <summary>Visible text right behind a check box; null for other types.</summary>
    public string? TextAfter { get; init; }

    /// <summary>A check box that is ticked before anyone fills the form.</summary>
    public bool Checked { get; init; }

    /// <summary>The form key of the radio button that is chosen before anyone fills the form; null when none is.</summary>
    public string? Selected { get; init; }
}

/// <summary>One option of a choice.</summary>
/// <param name="Label">What is displayed and what form data carries (for radio buttons the text behind the button, else the value).</param>
/// <param name="Value">The list item's own value; for radio buttons the button's form key.</param>
public sealed record FieldOption(string Label, string Value)
{
    /// <summary>Visible text right behind a radio button, perhaps empty; null for list items.</summary>
    public string? TextAfter { get; init; }
}

/// <summary>A restriction of what a text takes.</summary>
/// <param name="Type">digit, letter, mask or regExp; none when only <paramref name="Symbols"/> count.</param>
/// <param name="Pattern">The mask or the JavaScript regular expression; null for the others.</param>
/// <param name="Symbols">Allowed characters; null when all.</param>
public sealed record TextFormat(string Type, string? Pattern, string? Symbols);
