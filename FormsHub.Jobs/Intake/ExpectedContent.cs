namespace FormsHub.Jobs.Intake;

/// <summary>What a download should be: its media type, how its first bytes must look and how large it may be.</summary>
/// <param name="Limit">Most bytes to take.</param>
/// <param name="Noun">What it is called in a sentence.</param>
public sealed record ExpectedContent(string MediaType, ContentStart Start, long Limit, string Noun)
{
    public static ExpectedContent Document(string? fileType, LimitsOptions limits)
    {
        var (mediaType, start) = KindOf(fileType);
        return new ExpectedContent(mediaType, start, LimitsOptions.Bytes(limits.DocumentMegabytes), "document");
    }

    /// <summary>What the document editing service could save of a document it calls corrupted: anything.</summary>
    public static ExpectedContent CorruptedDocument(string? fileType, LimitsOptions limits) => Document(fileType, limits) with { Start = ContentStart.Any };

    public static ExpectedContent Changes(LimitsOptions limits) =>
        new("application/zip", ContentStart.Zip, LimitsOptions.Bytes(limits.ChangesMegabytes), "changes archive");

    /// <summary>Not looked into: whatever arrived whole is kept, and reading it is normalization's work.</summary>
    public static ExpectedContent FormData(LimitsOptions limits) =>
        new("application/json", ContentStart.Any, LimitsOptions.Bytes(limits.FormDataMegabytes), "form data");

    private static (string MediaType, ContentStart Start) KindOf(string? fileType) => fileType?.ToLowerInvariant() switch
    {
        "pdf" => ("application/pdf", ContentStart.Pdf),
        "docx" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ContentStart.Zip),
        "docxf" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.docxf", ContentStart.Zip),
        "oform" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.oform", ContentStart.Zip),
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ContentStart.Zip),
        "pptx" => ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ContentStart.Zip),
        "docm" or "dotx" or "xlsm" or "pptm" or "odt" or "ods" or "odp" or "epub" or "zip" => ("application/octet-stream", ContentStart.Zip),
        _ => ("application/octet-stream", ContentStart.Any),
    };
}

/// <summary>How content must begin.</summary>
public enum ContentStart
{
    /// <summary>No rule but that there is at least one byte.</summary>
    Any,

    /// <summary><c>%PDF-</c></summary>
    Pdf,

    /// <summary>A local file header, or the end record of an empty archive.</summary>
    Zip,
}
