using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Web.Look;

/// <summary>What a form asks, as a table in the order of the page, with what its author should look at: for <c>_FieldTable.cshtml</c>.</summary>
/// <param name="Lines">One a field.</param>
/// <param name="Warnings">Sentences for the author; empty for none.</param>
public sealed record FieldTable(IReadOnlyList<FieldLine> Lines, IReadOnlyList<string> Warnings)
{
    /// <summary>A file that is not published yet: fields are named as they would be.</summary>
    public static FieldTable Of(FormDefinition definition)
    {
        var names = new FieldNames([]);
        return new(
            [.. definition.Fields.Select(field => new FieldLine(names.Take(field.Key, field.Type), field.SuggestedLabel, field.Type) { Definition = field })],
            definition.Warnings);
    }

    /// <param name="isAsked">Whether the newest version has the field.</param>
    public static FieldTable Of(IReadOnlyList<FormField> fields, Func<FormField, bool> isAsked) => new(
        [
            .. fields.Select(field => new FieldLine(field.Name, field.Label, field.Type)
            {
                Definition = field.Definition,
                IsObserved = field.IsObserved,
                FormerNames = [.. field.FormerNames.Distinct()],
                Mark = field.IsObserved || isAsked(field) ? null : ("", "no longer asked"),
            }),
        ],
        []);
}

/// <summary>One field in a <see cref="FieldTable"/>.</summary>
/// <param name="Name">What programs call it.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Type">Its type.</param>
public sealed record FieldLine(string Name, string Label, FieldType Type)
{
    /// <summary>Null for a field that was only observed.</summary>
    public FieldDefinition? Definition { get; init; }

    /// <summary>Seen in form data, defined by no version.</summary>
    public bool IsObserved { get; init; }

    /// <summary>What it was called in earlier versions.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>What happens to it, as the colour and word of a badge: <c>green</c>, <c>added</c>; null for nothing.</summary>
    public (string Colour, string Word)? Mark { get; init; }
}
