using System.Text.RegularExpressions;

namespace FormsHub.Web.Look;

/// <summary>The options of all formats in the words of a person: one place for whatever a format knows.</summary>
public static partial class OptionWords
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["labels"] = "Columns are called",
        ["separator"] = "Between two cells",
        ["bom"] = "Mark by which Excel knows UTF-8",
        ["quote"] = "Quotes around",
        ["guard"] = "Keep texts from running as formulas",
        ["pictures"] = "Pictures and signatures",
        ["summary"] = "Summary",
        ["choices"] = "Choices",
        ["layout"] = "Layout",
        ["charts"] = "Charts",
        ["paper"] = "Paper",
        ["documents"] = "Documents",
        ["data"] = "Data",
    };

    // By option and value where one word means different things, else by value alone.
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["labels"] = "As people know them",
        ["keys"] = "By their keys, for programs",
        ["comma"] = "A comma",
        ["semicolon"] = "A semicolon",
        ["tab"] = "A tab",
        ["quote:needed"] = "Cells that need them",
        ["quote:all"] = "Every cell",
        ["true"] = "Yes",
        ["false"] = "No",
        ["none"] = "None",
        ["link"] = "As links",
        ["links"] = "As links",
        ["embed"] = "In the file",
        ["embedded"] = "In the file",
        ["a4"] = "A4",
        ["choices:split"] = "A column for each",
    };

    /// <summary>What an option decides; one that nobody has found words for is called by its name.</summary>
    public static string Of(string option) => Options.GetValueOrDefault(option) ?? Readable(option);

    /// <summary>What a value of an option means.</summary>
    public static string Of(string option, string value) => Values.GetValueOrDefault($"{option}:{value}") ?? Values.GetValueOrDefault(value) ?? Readable(value);

    /// <summary><c>onePerPage</c> as <c>One per page</c>.</summary>
    private static string Readable(string name)
    {
        var words = Humps().Replace(name, " $0").ToLowerInvariant().Replace('-', ' ').Replace('_', ' ');
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Humps();
}
