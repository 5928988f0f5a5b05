namespace FormsHub.Jobs.DocumentServer;

/// <summary>Where FormsHub reaches the document editing service: the configured Document Server, or else the practice editor.</summary>
public interface IDocumentServerAddress
{
    /// <summary>Its address with base path and without a slash at the end.</summary>
    string DocumentServerInternal { get; }
}
