using System.Text;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using Microsoft.Extensions.Options;

namespace FormsHub.Jobs.Forms;

/// <summary>Files on their way to being published: reads what they define, within the limits of a form, and keeps their bytes.</summary>
public sealed class FormFiles(IBlobStore blobs, IOptions<LimitsOptions> limits)
{
    public const string MediaType = "application/pdf";

    /// <summary>PostgreSQL's indexes take about 2,700 bytes an entry, and a key shares its entry with a type.</summary>
    private const int LongestKeyBytes = 2000;

    internal static readonly string TooManyFields =
        $"A form can have {TypedTable.MostFields} fields over all its versions; this one would have more. Split it into several forms.";

    private long Limit => LimitsOptions.Bytes(limits.Value.FormFileMegabytes);

    /// <param name="file">Seekable.</param>
    public FormDefinitionResult Read(Stream file, CancellationToken cancellationToken)
    {
        if (file.Length > Limit)
        {
            return FormDefinitionResult.Refused(
                FormRefusal.TooLarge, $"The file is larger than {limits.Value.FormFileMegabytes} MB, the most that can be published.");
        }

        var result = FormDefinitionReader.Read(file, cancellationToken);
        return result.Definition is not { } definition ? result
            : definition.Fields.Count > TypedTable.MostFields ? FormDefinitionResult.Refused(FormRefusal.TooLarge, TooManyFields)
            : definition.Fields.FirstOrDefault(field => Encoding.UTF8.GetByteCount(field.Key) > LongestKeyBytes) is { } field
                ? FormDefinitionResult.Refused(
                    FormRefusal.TooLarge, $"The key of the field \"{PostgresText.Cut(field.SuggestedLabel, 60)}\" is too long; give it a shorter one.")
                : result;
    }

    /// <summary>Stores the whole file, from its beginning.</summary>
    internal async Task<BlobReference> KeepAsync(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        return await blobs.WriteAsync(file, MediaType, Limit, cancellationToken);
    }

    /// <returns>null when the store has no such bytes.</returns>
    internal Stream? Open(byte[] sha256) => blobs.OpenRead(sha256);

    /// <param name="known">All fields of the form so far.</param>
    /// <param name="renamed">How many of the definition's fields go on as known ones under a new key.</param>
    internal static bool HasTooManyFields(IReadOnlyList<FormField> known, FormDefinition definition, int renamed)
    {
        var columns = known.Where(old => !old.IsObserved).Select(old => (old.Key, old.Type)).ToHashSet();
        return columns.Count + definition.Fields.Count(field => !columns.Contains((field.Key, field.Type))) - renamed > TypedTable.MostFields;
    }
}
