using System.IO.Compression;
using System.Security.Cryptography;
using FormsHub.Jobs.DocumentServer;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Web.PracticeEditor.Documents;

namespace FormsHub.Web.PracticeEditor;

/// <summary>Makes the files of a save, puts them where their links lead, and signs the links.</summary>
internal sealed class PracticeConversion(PracticeCache cache, DocumentServerSecret secret, TimeProvider clock)
{
    /// <summary>What the stand-in calls its version; it ends up in the history of saves.</summary>
    public const string Version = "9.4.0";

    private const string Output = "output.pdf", Changes = "changes.zip", FormData = "formsdata.json";

    /// <summary>Converts the document and returns the new folder of its files.</summary>
    /// <param name="print">Flat, as a submit's document is; otherwise it stays a form with the answers in it.</param>
    public string Convert(PracticeDocument document, bool print)
    {
        var folder = $"{document.Key}_{RandomNumberGenerator.GetInt32(1, 10_000)}";
        cache.Put($"data/{folder}", Output, document.Design is { } design
            ? PdfFormWriter.Write(design.ToDraft())
            : AnswerSheet.Draw(document.Heading, document.Definition, document.Answers, print ? null : FormObject.Of(document.File)));
        if (!document.IsFromForgotten)
        {
            cache.Put($"data/{folder}", Changes, ChangesArchive(document));
        }

        return folder;
    }

    /// <summary>Writes the form data of a submit into the folder, over whatever a submit before left there.</summary>
    public void PutFormData(PracticeDocument document, string folder) =>
        cache.Put($"data/{folder}", FormData, FormsData.Write(document.Definition, document.Answers));

    /// <summary>The saved document's bytes, for the forgotten store.</summary>
    public byte[]? Saved(string folder) => cache.Find($"data/{folder}", Output);

    /// <summary>The fields of a callback that describe the files of a folder, with links signed now.</summary>
    public static SavedFile Describe(PracticeDocument document, string folder, bool withFormData, CacheLinks links)
    {
        lock (document.Lock)
        {
            var path = $"data/{folder}";
            return new SavedFile(links.Sign(document.Address, path, Output), "pdf")
            {
                ChangesUrl = document.IsFromForgotten ? null : links.Sign(document.Address, path, Changes),
                History = document.IsFromForgotten ? CallbackHistory.Unavailable : new CallbackHistory(Version, [.. document.History]),
                FormsDataUrl = withFormData ? links.Sign(document.Address, path, FormData) : null,
            };
        }
    }

    /// <summary>What signs links; made from the shared secret, so that every node takes every link.</summary>
    public async ValueTask<CacheLinks> LinksAsync(CancellationToken cancellationToken) =>
        new(System.Convert.ToHexString(SHA256.HashData(await secret.GetAsync(cancellationToken))), clock);

    /// <summary>One entry a run of changes, as the editor numbers them; its content means something to the stand-in only.</summary>
    private static byte[] ChangesArchive(PracticeDocument document)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < Math.Max(1, document.History.Count); i++)
            {
                using var entry = zip.CreateEntry($"changes{i}.json").Open();
                entry.Write(DocumentServerJson.Write(json =>
                {
                    json.WriteStartArray();
                    json.WriteStringValue($"practice editor, revision {document.Revision}");
                    json.WriteEndArray();
                }));
            }
        }

        return archive.ToArray();
    }
}
