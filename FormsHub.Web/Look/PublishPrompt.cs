namespace FormsHub.Web.Look;

/// <summary>What a dropzone that publishes a file says.</summary>
/// <param name="Sentence">The invitation.</param>
/// <param name="Title">What was typed as the title before.</param>
public sealed record PublishPrompt(string Sentence, string? Title)
{
    /// <summary>A new form has a title; a new version keeps its form's.</summary>
    public bool AsksForTitle { get; init; } = true;
    public string Button { get; init; } = "Publish";

    /// <summary>Where the file goes; empty for the page itself.</summary>
    public string Action { get; init; } = "";

    /// <summary>Larger files are refused before they are sent.</summary>
    public int? MostMegabytes { get; init; }
}
