using System.Globalization;
using System.Text;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>One field control of the document: its properties, where it stands and the text around it.</summary>
internal sealed class Control(int number, ControlProperties properties)
{
    private readonly StringBuilder _inside = new();
    private readonly StringBuilder _after = new();

    /// <summary>1-based among all field controls, in document order.</summary>
    public int Number { get; } = number;
    public ControlProperties Properties { get; } = properties;

    /// <summary>It stands in a shape made for it, with its own place and size.</summary>
    public bool Fixed { get; init; }

    /// <summary>The role that fills it; empty when none is named.</summary>
    public string Role { get; init; } = "";

    /// <summary>Text behind it in its paragraph, up to the next control.</summary>
    public string TextAfter => Words(_after.ToString());

    /// <summary>Text inside it, behind the box or button: the label that newer editors write there.</summary>
    public string TextInside => Words(WithoutSymbol(_inside.ToString().Trim()));

    public void AddInside(string text, int limit) => Add(_inside, text, limit);

    public void AddAfter(string text, int limit) => Add(_after, text, limit);

    /// <summary>Any blanks, no-break ones too, become one.</summary>
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Add(StringBuilder builder, string text, int limit)
    {
        var room = limit - builder.Length;
        builder.Append(text.Length <= room ? text : text[..Math.Max(0, char.IsHighSurrogate(text[Math.Max(0, room - 1)]) ? room - 1 : room)]);
    }

    /// <summary>The box itself is a symbol character such as U+2610 or one of a symbol font's private ones.</summary>
    private static string WithoutSymbol(string text)
    {
        var isSymbol = text.Length > 0 && CharUnicodeInfo.GetUnicodeCategory(text, 0) is UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse;
        return isSymbol ? text[(char.IsSurrogatePair(text, 0) ? 2 : 1)..] : text;
    }
}
