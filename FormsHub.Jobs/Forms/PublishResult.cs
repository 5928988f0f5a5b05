using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>A published version, or why the file was refused.</summary>
public sealed record PublishResult
{
    public Form? Form { get; private init; }

    /// <summary>The version's fields in document order.</summary>
    public IReadOnlyList<FormField> Fields { get; private init; } = [];

    /// <summary>Sentences for the author about what was odd but readable.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];
    public VersionChanges Changes { get; private init; } = VersionChanges.None;
    public FormRefusal? Refusal { get; private init; }

    /// <summary>For the author: what is wrong with the file and what to do.</summary>
    public string? Explanation { get; private init; }

    internal static PublishResult Published(Form form, IReadOnlyList<FormField> fields, IReadOnlyList<string> warnings, VersionChanges changes) =>
        new() { Form = form, Fields = fields, Warnings = warnings, Changes = changes };

    internal static PublishResult Refused(FormDefinitionResult result) => new() { Refusal = result.Refusal, Explanation = result.Explanation };

    internal static PublishResult Refused(FormRefusal refusal, string explanation) => new() { Refusal = refusal, Explanation = explanation };
}
