namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Reads the definition that an ONLYOFFICE PDF form carries in its first object.</summary>
public static class FormDefinitionReader
{
    /// <param name="file">The whole file, seekable.</param>
    public static FormDefinitionResult Read(Stream file, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
