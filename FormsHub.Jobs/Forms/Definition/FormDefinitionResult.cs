namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Why a file cannot be published as a form.</summary>
public enum FormRefusal
{
    /// <summary>Not a PDF at all, or empty.</summary>
    NotAPdf,

    /// <summary>A PDF without the ONLYOFFICE form package: a plain or AcroForm PDF, or a form that another program has rewritten.</summary>
    NotAForm,

    /// <summary>The package is announced but cut, moved or unreadable.</summary>
    Damaged,

    /// <summary>The PDF is encrypted.</summary>
    Encrypted,

    /// <summary>It exceeds a limit (file, package, part, depth, number of fields).</summary>
    TooLarge,
}

/// <summary>The outcome of reading a file as a form: its definition, or why it is refused with a sentence that helps.</summary>
public sealed record FormDefinitionResult
{
    public FormDefinition? Definition { get; private init; }
    public FormRefusal? Refusal { get; private init; }

    /// <summary>For the author: what is wrong and what to do about it.</summary>
    public string? Explanation { get; private init; }

    public static FormDefinitionResult Read(FormDefinition definition) => new() { Definition = definition };

    public static FormDefinitionResult Refused(FormRefusal refusal, string explanation) => new() { Refusal = refusal, Explanation = explanation };
}
