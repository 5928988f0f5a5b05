using System.Text.Json;
using FormsHub.Tests.Reports.Pdf;

namespace FormsHub.Tests.Reports.Paper;

/// <summary>Where the links inside a file lead, and what its form fields are called, as qpdf sees it.</summary>
internal static class BundleLinks
{
    /// <summary>The numbers of the pages that links within the file lead to, in the order of the file's links.</summary>
    public static List<int> Pages(byte[] pdf)
    {
        var objects = PdfReader.Objects(pdf);
        var catalog = PdfReader.Catalog(pdf);
        var places = catalog.TryGetProperty("/Dests", out var dests) ? Follow(objects, dests) : Follow(objects, Follow(objects, catalog.GetProperty("/Names")).GetProperty("/Dests"));
        var named = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Collect(objects, places, named);
        var pages = PdfReader.PageObjects(pdf);
        return [.. objects.EnumerateObject().Select(entry => entry.Value)
            .Where(value => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("/Subtype", out var type) && type.GetString() == "/Link" && value.TryGetProperty("/Dest", out _))
            .Select(link => Follow(objects, named[link.GetProperty("/Dest").GetString()!]))
            .Select(place => 1 + Array.IndexOf(pages, (place.ValueKind == JsonValueKind.Array ? place : Follow(objects, place.GetProperty("/D")))[0].GetString())).Order()];
    }

    public static List<string?> FieldNames(byte[] pdf) =>
        [.. PdfReader.Objects(pdf).EnumerateObject().Select(entry => entry.Value)
            .Where(value => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("/FT", out _))
            .Select(field => field.GetProperty("/T").GetString())];

    private static void Collect(JsonElement objects, JsonElement node, Dictionary<string, JsonElement> named)
    {
        if (node.TryGetProperty("/Kids", out var kids))
        {
            foreach (var kid in kids.EnumerateArray())
            {
                Collect(objects, Follow(objects, kid), named);
            }
        }
        else if (node.TryGetProperty("/Names", out var names))
        {
            for (var i = 0; i + 1 < names.GetArrayLength(); i += 2)
            {
                named[names[i].GetString()!] = names[i + 1];
            }
        }
    }

    private static JsonElement Follow(JsonElement objects, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && objects.TryGetProperty(value.GetString()!, out var target) ? target : value;
}
