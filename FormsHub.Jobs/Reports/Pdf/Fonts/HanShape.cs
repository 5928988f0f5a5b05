namespace FormsHub.Jobs.Reports.Pdf.Fonts;

/// <summary>Whose shapes Chinese characters take: Unicode has one code for all.</summary>
internal enum HanShape
{
    /// <summary>There are none.</summary>
    None,
    SimplifiedChinese,
    TraditionalChinese,
    Japanese,
    Korean,
}

/// <summary>Tells whose Chinese characters a text has: beside kana they are Japanese, beside hangul Korean, else as the document says.</summary>
internal static class HanShapes
{
    public static HanShape Of(string text, HanShape otherwise)
    {
        var shape = HanShape.None;
        foreach (var character in text)
        {
            switch (character)
            {
                case < '\u1100':
                    break;
                case >= '\u3040' and <= '\u30ff' or >= '\u31f0' and <= '\u31ff' or >= '\uff66' and <= '\uff9f':
                    return HanShape.Japanese;
                case >= '\uac00' and <= '\ud7ff' or >= '\u1100' and <= '\u11ff' or >= '\u3130' and <= '\u318f':
                    return HanShape.Korean;
                case >= '\u2e80' and <= '\u9fff' or >= '\uf900' and <= '\ufaff' or >= '\uff00' and <= '\uffef' or >= '\ud840' and <= '\ud8bf':
                    shape = otherwise;
                    break;
            }
        }

        return shape;
    }

    /// <summary>What a document in this language means when nothing else tells.</summary>
    public static HanShape OfLanguage(string tag) =>
        tag.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? HanShape.Japanese
        : tag.StartsWith("ko", StringComparison.OrdinalIgnoreCase) ? HanShape.Korean
        : tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) && (tag.Contains("Hant", StringComparison.OrdinalIgnoreCase) || tag.Contains("TW", StringComparison.OrdinalIgnoreCase)
            || tag.Contains("HK", StringComparison.OrdinalIgnoreCase) || tag.Contains("MO", StringComparison.OrdinalIgnoreCase)) ? HanShape.TraditionalChinese
        : HanShape.SimplifiedChinese;
}
