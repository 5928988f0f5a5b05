using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Reports;

/// <summary>Values that files have got wrong before: what looks like something else, does not fit, or breaks a notation.</summary>
internal sealed class HostileValues(Random random)
{
    private static readonly string[] Texts =
    [
        "=1+1", "+49 30 1234", "-2+3", "@SUM(A1)", "\t=1", "\rx", "=HYPERLINK(\"http://x\",\"y\")", "007", "1E5", "12345678901234567890", "4111111111111111", "TRUE", "null", "2026-11-18",
        "line\r\nline", "a\nb", "\n", " lead", "trail ", " ", "\"q\"", "\"", "a,b;c\td", "'", "'=1", "''", "_x0041_", "_x000D_", "_x005F_x0041_", "<a href=\"x\">&amp;</a>", "]]>", "{\"a\":1}", "\\u0041\\n",
        "\u0001\u0002\u001f", "\u007f\u0085", "\u2028\u2029", "\ufeff", "\ufffe\uffff", "\u200b", "مرحبا بالعالم 123", "\u202eevil", "שלום", "日本語テキスト", "😀👩‍👩‍👧", "e\u0301\u0302", "Ωмега",
        new('x', 32_767), new('é', 32_768), new('"', 20_000), string.Concat(Enumerable.Repeat("😀", 20_000)),
    ];

    private static readonly decimal[] Numbers = [0m, -0.5m, 0.1m, 12.50m, 999_999_999_999_999m, 1_234_567_890_123_456m, 0.1234567890123456m, 79_228_162_514_264_337_593_543_950_335m, -1e-20m, 123_456_789_012m];

    private static readonly DateTime[] Days =
        [new(1066, 10, 14), new(1582, 10, 10), new(1899, 12, 30), new(1899, 12, 31), new(1900, 1, 1), new(1900, 2, 28), new(1900, 3, 1), new(2024, 2, 29), new(2026, 11, 18), new(9998, 12, 31)];

    public FieldValue Of(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => FieldValue.Of(Numbers[random.Next(Numbers.Length)]),
        ColumnKind.Boolean => FieldValue.Of(random.Next(2) == 0),
        ColumnKind.Date => FieldValue.OfDate(Days[random.Next(Days.Length)]),
        ColumnKind.Timestamp => FieldValue.OfTimestamp(Days[random.Next(Days.Length)].AddSeconds(random.Next(86_400))),
        ColumnKind.Blob => FieldValue.Of(Picture()),
        _ => FieldValue.OfText(random.Next(3) == 0 ? AnyText() : Texts[random.Next(Texts.Length)]),
    };

    /// <summary>Any characters that a database can hold.</summary>
    private string AnyText() => new([.. Enumerable.Range(0, 1 + random.Next(30)).Select(_ => (char)random.Next(1, 0x10000)).Where(character => !char.IsSurrogate(character)).DefaultIfEmpty('x')]);

    private BlobReference Picture()
    {
        var sha256 = new byte[32];
        Array.Fill(sha256, (byte)(1 + random.Next(200)));
        return new BlobReference(sha256, "image/png", sha256[0]);
    }
}
