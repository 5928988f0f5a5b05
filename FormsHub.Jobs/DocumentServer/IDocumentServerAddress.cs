namespace FormsHub.Jobs.DocumentServer;

/// <summary>Where FormsHub reaches the document editing service: the configured Document Server, or else the practice editor.</summary>
public interface IDocumentServerAddress
{
    /// <summary>Its address with base path and without a slash at the end.</summary>
    string DocumentServerInternal { get; }

    /// <summary>False at the very start, while the practice editor stands in and FormsHub does not listen yet: its address is not known then.</summary>
    bool IsKnown => true;
}
