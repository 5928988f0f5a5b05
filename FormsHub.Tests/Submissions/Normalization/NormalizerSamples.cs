using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Tests.Submissions.Normalization;

/// <summary>Fields and form data for the tests of normalization.</summary>
internal static class NormalizerSamples
{
    public const long PictureLimit = 20 * 1024 * 1024;

    public const string Png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /// <summary>A field as publishing makes it: its column follows from its definition.</summary>
    public static FormField Field(int id, string key, string type, Func<FieldDefinition, FieldDefinition>? with = null)
    {
        var definition = new FieldDefinition { Key = key, Type = new FieldType(type), SuggestedLabel = key };
        definition = with is null ? definition : with(definition);
        return new FormField
        {
            Id = id,
            Key = key,
            Type = definition.Type,
            Name = key,
            Label = key,
            Column = ColumnKindRule.For(definition),
            ColumnReady = true,
            Position = id,
            Definition = definition,
        };
    }

    public static FormField Observed(int id, string key, string type) =>
        new() { Id = id, Key = key, Type = new FieldType(type), Name = key, Label = key, Position = id };

    public static NormalizedSubmission Normalize(string json, params FormField[] fields) =>
        Normalizer.Normalize(Encoding.UTF8.GetBytes(json), fields, PictureLimit);

    /// <summary>Normalizes one entry against one field (or none) and gives its value.</summary>
    public static NormalizedValue NormalizeOne(string entry, FormField? field = null) =>
        Assert.Single(Normalize($"[{entry}]", field is null ? [] : [field]).Values);

    /// <summary>A sample of ../shared; null where the checkout stands alone, so that its tests have nothing to compare with.</summary>
    public static byte[]? Shared(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FormsHub.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "onlyoffice", "samples", name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}
