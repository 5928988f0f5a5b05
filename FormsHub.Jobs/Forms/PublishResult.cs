using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Jobs.Forms;

/// <summary>A published version, or why nothing was published.</summary>
public sealed record PublishResult
{
    public Form? Form { get; private init; }

    /// <summary>The version's fields in document order.</summary>
    public IReadOnlyList<FormField> Fields { get; private init; } = [];

    /// <summary>Sentences for the author about what was odd but readable.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];
    public VersionChanges Changes { get; private init; } = VersionChanges.None;

    /// <summary>What is wrong with the file; null when it is not the file.</summary>
    public FormRefusal? Refusal { get; private init; }

    /// <summary>What else stands against it; null when nothing does.</summary>
    public PublishObjection? Objection { get; private init; }

    /// <summary>For the author: what is wrong and what to do.</summary>
    public string? Explanation { get; private init; }

    internal static PublishResult Published(Form form, IReadOnlyList<FormField> fields, IReadOnlyList<string> warnings, VersionChanges changes) =>
        new() { Form = form, Fields = fields, Warnings = warnings, Changes = changes };

    internal static PublishResult Refused(FormDefinitionResult result) => new() { Refusal = result.Refusal, Explanation = result.Explanation };

    internal static PublishResult Refused(FormRefusal refusal, string explanation) => new() { Refusal = refusal, Explanation = explanation };

    internal static PublishResult Refused(PublishObjection objection, string explanation) => new() { Objection = objection, Explanation = explanation };
}

/// <summary>What stands against a publication besides the file itself.</summary>
public enum PublishObjection
{
    /// <summary>Another version was published, or the draft was changed, since the author saw what would change.</summary>
    Outdated,

    /// <summary>A confirmed rename does not fit the fields.</summary>
    Rename,

    /// <summary>There is no such draft any more.</summary>
    NoDraft,

    /// <summary>Values are being written for longer than publishing waits.</summary>
    Busy,
}
