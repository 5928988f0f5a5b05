using FormsHub.Jobs.DocumentServer;

namespace FormsHub.Web.Look;

/// <summary>Commands to the Document Server in the words of a person.</summary>
public static class CommandWords
{
    public static string Of(DocumentCommand command) => command.Command switch
    {
        "forcesave" => "Save now",
        "drop" => "End the editing",
        "meta" when command.Title is { } title => $"Show the title “{WithoutEnding(title)}”",
        _ => command.Command,
    };

    private static string WithoutEnding(string title) => title.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? title[..^".pdf".Length] : title;
}
