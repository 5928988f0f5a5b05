namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Ends the reading of a file that cannot be published; caught in <see cref="FormDefinitionReader"/> only.</summary>
internal sealed class FormRefusedException(FormRefusal refusal, string explanation) : Exception(explanation)
{
    public FormRefusal Refusal { get; } = refusal;
}
