namespace FormsHub.Jobs.Storage;

/// <summary>Where FormsHub's database is.</summary>
/// <param name="ConnectionString">Known before the server runs.</param>
/// <param name="IsEmbedded">Whether FormsHub runs the server itself.</param>
internal sealed record DatabaseAddress(string ConnectionString, bool IsEmbedded);
