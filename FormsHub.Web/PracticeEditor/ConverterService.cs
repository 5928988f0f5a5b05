using System.Text;
using System.Text.Json;
using FormsHub.Web.PracticeEditor.Documents;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The converter, as far as a check of the connection needs it: a short text becomes a PDF.</summary>
internal sealed class ConverterService(InboxToken token, DocumentFetch fetch, PracticeCache cache, PracticeConversion conversion)
{
    private const int Failed = -3, NotFetched = -4, BadParameters = -7, BadToken = -8, TooLarge = -10;
    private const int LargestText = 256 * 1024;
    private const string Output = "output.pdf";

    /// <param name="body">The posted JSON, <c>token</c> included.</param>
    /// <param name="address">The stand-in's address as the caller reached it; the link to the result carries it.</param>
    public async Task<ConverterReply> AnswerAsync(JsonElement body, HttpRequest request, string address, CancellationToken cancellationToken)
    {
        var (verdict, asked) = await token.ReadAsync(body, request, cancellationToken);
        if (verdict != TokenVerdict.Valid)
        {
            return new(BadToken, null);
        }

        var key = InboxToken.Text(asked, "key");
        if (!DocumentKey.IsValid(key) || InboxToken.Text(asked, "outputtype") != "pdf" || !Uri.TryCreate(InboxToken.Text(asked, "url"), UriKind.Absolute, out var url))
        {
            return new(BadParameters, null);
        }

        if (InboxToken.Text(asked, "filetype") != "txt")
        {
            return new(Failed, null);
        }

        if (await fetch.GetAsync(url, cancellationToken) is not { } text)
        {
            return new(NotFetched, null);
        }

        if (text.Length > LargestText)
        {
            return new(TooLarge, null);
        }

        var folder = $"data/conv_{key}_pdf";
        cache.Put(folder, Output, AnswerSheet.Draw(Encoding.UTF8.GetString(text)));
        return new(0, (await conversion.LinksAsync(cancellationToken)).Sign(address, folder, Output));
    }
}

/// <summary>The converter's answer.</summary>
/// <param name="Error">Below 0; 0 for none.</param>
/// <param name="Url">Of the result.</param>
internal sealed record ConverterReply(int Error, string? Url)
{
    public byte[] ToJson() => DocumentServerJson.Write(json =>
    {
        json.WriteStartObject();
        if (Error != 0)
        {
            json.WriteNumber("error", Error);
        }
        else
        {
            json.WriteString("fileUrl", Url);
            json.WriteString("fileType", "pdf");
            json.WriteNumber("percent", 100);
            json.WriteBoolean("endConvert", true);
        }

        json.WriteEndObject();
    });

    /// <summary>For callers that do not say that they take JSON.</summary>
    public string ToXml() => Error != 0
        ? $"""<?xml version="1.0" encoding="utf-8"?><FileResult><Error>{Error}</Error></FileResult>"""
        : $"""<?xml version="1.0" encoding="utf-8"?><FileResult><FileUrl>{System.Security.SecurityElement.Escape(Url)}</FileUrl><FileType>pdf</FileType><Percent>100</Percent><EndConvert>True</EndConvert></FileResult>""";
}
