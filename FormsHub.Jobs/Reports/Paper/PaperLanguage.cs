using FormsHub.Jobs.Forms;

namespace FormsHub.Jobs.Reports.Paper;

/// <summary>The language that most of a form's own words are in, guessed from their script: it turns the pages and chooses the shapes of Chinese characters.</summary>
internal static class PaperLanguage
{
    private const int LookedAt = 100;

    // Of those that share Chinese characters or a script, what a field's own language says decides.
    private static readonly string[] ToldByFields = ["ja", "ko", "zh", "fa", "ur", "yi"];

    public static string Of(Form form, IEnumerable<FormField> fields)
    {
        var known = fields.Take(LookedAt).ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in known.Select(field => field.Label).Append(form.Title))
        {
            if (OfText(text) is { } language)
            {
                counts[language] = counts.GetValueOrDefault(language) + 1;
            }
        }

        var most = counts.Count == 0 ? "en" : counts.MaxBy(pair => pair.Value).Key;
        return most is "zh" or "ar" or "he" && Told(known) is { } told && IsOfScript(told, most) ? told : most;
    }

    private static string? Told(IEnumerable<FormField> fields) =>
        fields.Select(field => field.Definition?.Language).FirstOrDefault(language => language is not null && ToldByFields.Any(tag => language.StartsWith(tag, StringComparison.OrdinalIgnoreCase)));

    private static bool IsOfScript(string language, string script) => script switch
    {
        "zh" => language[..2].ToLowerInvariant() is "ja" or "ko" or "zh",
        "ar" => language[..2].ToLowerInvariant() is "fa" or "ur",
        _ => language[..2].ToLowerInvariant() is "yi",
    };

    /// <summary>By the first letter that tells.</summary>
    private static string? OfText(string text)
    {
        string? han = null;
        foreach (var character in text)
        {
            switch (character)
            {
                case >= '\u3040' and <= '\u30ff':
                    return "ja";
                case >= '\uac00' and <= '\ud7af':
                    return "ko";
                case >= '\u4e00' and <= '\u9fff':
                    han = "zh";
                    break;
                case >= '\u0590' and <= '\u05ff':
                    return "he";
                case >= '\u0600' and <= '\u06ff':
                    return "ar";
                case >= '\u0900' and <= '\u097f':
                    return "hi";
                case >= '\u0e00' and <= '\u0e7f':
                    return "th";
                case >= 'A' and <= 'z' when char.IsAsciiLetter(character) && han is null:
                    return "en";
            }
        }

        return han;
    }
}
