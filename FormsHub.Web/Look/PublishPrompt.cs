namespace FormsHub.Web.Look;

/// <summary>What a dropzone that takes a PDF form says.</summary>
/// <param name="Sentence">The invitation.</param>
public sealed record PublishPrompt(string Sentence)
{
    /// <summary>The same for a phone, on which nothing can be dropped.</summary>
    public string ShortSentence => Sentence.Replace("Drop ", "Choose ", StringComparison.Ordinal).Replace(" here", "", StringComparison.Ordinal);

    public string Button { get; init; } = "Check it";

    /// <summary>The button while the file is on its way.</summary>
    public string Busy { get; init; } = "Reading…";

    /// <summary>The file is sent as soon as it is there: nothing is published by that.</summary>
    public bool AtOnce { get; init; }

    /// <summary>Where the file goes; empty for the page itself.</summary>
    public string Action { get; init; } = "";

    /// <summary>Larger files are refused before they are sent.</summary>
    public int? MostMegabytes { get; init; }
}
