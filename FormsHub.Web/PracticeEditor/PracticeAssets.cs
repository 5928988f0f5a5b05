using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FormsHub.Web.PracticeEditor;

/// <summary>The editor's page and scripts, embedded: they exist only where the practice editor does.</summary>
internal static class PracticeAssets
{
    private const string Folder = "practice-editor/";

    private static readonly Dictionary<string, Asset> Assets = Read();

    public static Results<FileContentHttpResult, NotFound> Get(string file) =>
        Assets.TryGetValue(file, out var asset)
            ? TypedResults.File(asset.Content, asset.MediaType, entityTag: asset.Tag)
            : TypedResults.NotFound();

    private static Dictionary<string, Asset> Read()
    {
        var assembly = typeof(PracticeAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return new Asset(content, MediaTypeOf(name), new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\""));
            }, StringComparer.Ordinal);
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    };

    private sealed record Asset(byte[] Content, string MediaType, EntityTagHeaderValue Tag);
}
