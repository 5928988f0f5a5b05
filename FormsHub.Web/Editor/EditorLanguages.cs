using System.Text.RegularExpressions;

namespace FormsHub.Web.Editor;

/// <summary>The language of the editor's own words, as the browser asks for it.</summary>
internal static partial class EditorLanguages
{
    /// <returns>Such as <c>en</c> or <c>de-DE</c>.</returns>
    public static string EditorLanguage(this HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(language => LanguageTag().IsMatch(language)) ?? "en";

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z]{2,4})?$", RegexOptions.None, 1000)]
    private static partial Regex LanguageTag();
}
