namespace FormsHub.Jobs.DocumentServer;

/// <summary>Where FormsHub reaches the document editing service: the configured Document Server, or else the practice editor.</summary>
public interface IDocumentServerAddress
{
    /// <summary>Its address with base path and without trailing slash; null when there is none yet.</summary>
    Uri? Internal { get; }
}
