namespace FormsHub.Web.Look;

/// <summary>The options of all formats in the words of a person, in the order they are offered: one place for whatever a format knows.</summary>
public static class OptionWords
{
    private static readonly (string Option, string Label, (string Value, string Words)[] Values)[] Options =
    [
        ("layout", "Layout", [("register", "One table of all"), ("pages", "A page for each"), ("bundle", "A page for each, and the received document behind it")]),
        ("charts", "Charts before the table", [("true", "Yes"), ("false", "No")]),
        ("paper", "Paper", [("a4", "A4"), ("letter", "Letter")]),
        ("labels", "Columns are called", [("labels", "As people know them"), ("keys", "By their keys, for programs")]),
        ("choices", "Choices", [("joined", "In one column"), ("split", "A column for each option")]),
        ("pictures", "Pictures and signatures", [("links", "As links"), ("thumbnails", "In the cells"), ("none", "Only their kind and size")]),
        ("summary", "Summary with charts", [("true", "Yes"), ("false", "No")]),
        ("documents", "The filled documents", [("true", "In the archive"), ("false", "Left out")]),
        ("images", "Pictures and signatures", [("true", "In the archive"), ("false", "Left out")]),
        ("data", "The form data as they came", [("true", "In the archive"), ("false", "Left out")]),
        ("separator", "Between two cells", [("comma", "A comma"), ("semicolon", "A semicolon"), ("tab", "A tab")]),
        ("bom", "Mark by which Excel knows UTF-8", [("true", "Yes"), ("false", "No")]),
        ("quote", "Quotes around", [("needed", "Cells that need them"), ("all", "Every cell")]),
        ("guard", "Keep texts from running as formulas", [("true", "Yes"), ("false", "No")]),
    ];

    /// <summary>What an option decides; one that nobody has found words for is called by its name.</summary>
    public static string Of(string option) => Find(option).Label ?? option;

    /// <summary>What a value of an option means.</summary>
    public static string Of(string option, string value) => Find(option).Values?.FirstOrDefault(known => known.Value == value).Words ?? value;

    /// <summary>What happens to an option that has no usual value.</summary>
    public static string Usual(string option) => option == "summary" ? "Yes, unless there are very many" : "As usual";

    /// <summary>In the order in which people are asked.</summary>
    public static IEnumerable<string> Sorted(IEnumerable<string> options) => options.OrderBy(option => Array.FindIndex(Options, known => known.Option == option));

    private static (string? Option, string? Label, (string Value, string Words)[]? Values) Find(string option) => Options.FirstOrDefault(known => known.Option == option);
}
