using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Forms.Samples;

/// <summary>Forms of any shape that a file can hold, with any text in them.</summary>
internal static class WildFields
{
    private static readonly string[] Pieces = ["a", "Z", "0", " ", "é", "日本", "مرحبا", "😀", "<", "&", "\"", "'", "\n", "\t", "\r", "\u00A0", "(", ")", "\\", ".", "%", "]]>", "\u200F", "{", "\uFFFD"];

    private static readonly Gen<bool> Flag = Gen.Elements(true, false);

    /// <summary>Text that is not empty.</summary>
    private static readonly Gen<string> Words = Gen.Choose(1, 8).SelectMany(count => Gen.Elements(Pieces).ListOf(count)).Select(string.Concat);

    private static readonly Gen<string?> MaybeWords = Gen.OneOf(Gen.Constant<string?>(null), Words.Select(string? (words) => words));

    /// <summary>Visible text as the reader gives it: trimmed, blanks as one.</summary>
    private static readonly Gen<string> Visible = Gen.OneOf(Gen.Constant(""), Words.Select(words => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    private static readonly Gen<RoleDefinition> Role =
        from name in Words
        from color in Gen.Elements(null, "#FFEFBF", "#012ABC")
        select new RoleDefinition(name, color);

    private static readonly Gen<TextFormat?> Format = Gen.OneOf(
        Gen.Constant<TextFormat?>(null),
        from type in Gen.Elements("digit", "letter")
        from symbols in MaybeWords
        select (TextFormat?)new TextFormat(type, null, symbols),
        Words.Select(TextFormat? (pattern) => new TextFormat("regExp", pattern, null)),
        Gen.Elements("999", "(AA) 9").Select(TextFormat? (mask) => new TextFormat("mask", mask, null)));

    private static readonly Gen<FieldOption> ListItem =
        from label in Words
        from value in Words
        select new FieldOption(label, value);

    private static readonly Gen<FieldDefinition> Common =
        from key in Words
        from label in MaybeWords
        from help in MaybeWords
        from placeholder in MaybeWords
        from required in Flag
        from tag in Gen.OneOf(Gen.Constant(""), Words)
        from isFixed in Flag
        select new FieldDefinition { Key = key, Type = FieldType.Text, SuggestedLabel = "", Label = label, HelpText = help, Placeholder = placeholder, Required = required, Tag = tag, Fixed = isFixed };

    public static Arbitrary<FormDraft> Drafts { get; } = (
        from title in Words
        from introduction in MaybeWords
        from roles in Role.ListOf().Select(roles => roles.DistinctBy(role => role.Name).Take(4).ToList())
        from count in Gen.Choose(0, 12)
        from fields in Field(roles).ListOf(count)
        select new FormDraft { Title = title, Introduction = introduction, Roles = roles, Fields = [.. fields.DistinctBy(field => field.Key)] }).ToArbitrary();

    private static Gen<FieldDefinition> Field(IReadOnlyList<RoleDefinition> roles) =>
        from field in Common
        from role in Gen.Elements(roles.Select(role => role.Name).Append(""))
        from special in Gen.OneOf(Text(field), Box(field), Radio(field), List(field), Date(field), Other(field))
        select special with { Role = role };

    private static Gen<FieldDefinition> Text(FieldDefinition field) =>
        from format in Format
        from most in Gen.Choose(-200, 200)
        from comb in Flag
        from multiLine in Flag
        from autoFit in Flag
        select field with
        {
            TextFormat = format,
            MaxCharacters = format?.Type == "mask" ? format.Pattern!.Length : most > 0 ? most : null,
            Comb = comb,
            MultiLine = multiLine,
            AutoFit = autoFit,
        };

    private static Gen<FieldDefinition> Box(FieldDefinition field) =>
        from text in Visible
        from isChecked in Flag
        select field with { Type = FieldType.CheckBox, Placeholder = null, TextAfter = text, Checked = isChecked };

    private static Gen<FieldDefinition> Radio(FieldDefinition field) =>
        from keys in Words.NonEmptyListOf()
        from texts in Visible.ListOf(keys.Count)
        from selected in Gen.Elements(keys.Append(null))
        let options = keys.Zip(texts, (key, text) => new FieldOption(text.Length > 0 ? text : key, key) { TextAfter = text }).DistinctBy(option => option.Value).Take(6).ToList()
        select field with
        {
            Type = FieldType.Radio,
            Label = null,
            Placeholder = null,
            Options = options,
            Selected = options.Any(option => option.Value == selected) ? selected : null,
        };

    private static Gen<FieldDefinition> List(FieldDefinition field) =>
        from options in ListItem.ListOf()
        from free in Flag
        from format in Format
        select field with { Type = free ? FieldType.ComboBox : FieldType.DropDownList, Options = [.. options], TextFormat = free ? format : null };

    private static Gen<FieldDefinition> Date(FieldDefinition field) =>
        from format in MaybeWords
        from language in Gen.Elements(null, "de-DE", "ar-SA", "ja-JP")
        select field with { Type = FieldType.DateTime, DateFormat = format, Language = language };

    private static Gen<FieldDefinition> Other(FieldDefinition field) =>
        from type in Gen.Elements(FieldType.Picture, FieldType.Signature, FieldType.Complex)
        select field with { Type = type, Signature = type == FieldType.Signature, Required = field.Required || type == FieldType.Signature };
}
