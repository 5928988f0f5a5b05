using System.Globalization;
using System.Text.Json;
using FormsHub.Jobs.Submissions;
using FormsHub.Jobs.Submissions.Normalization;
using static FormsHub.Tests.Submissions.Normalization.NormalizerSamples;

namespace FormsHub.Tests.Submissions.Normalization;

public class DateConversionTests
{
    [Theory]
    [InlineData("mm/dd/yyyy", "en-US", "03/07/2026", "2026-03-07")]
    [InlineData("dd.MM.yyyy", "de-DE", "07.03.2026", "2026-03-07")]
    [InlineData("DD.MM.YYYY", "de-DE", "18.11.1990", "1990-11-18")]
    [InlineData("d. MMMM yyyy", "de-DE", "7. März 2026", "2026-03-07")]
    [InlineData("d. MMM yyyy", "de-DE", "7. Mrz. 2026", "2026-03-07")]
    [InlineData("d. MMM yyyy", "de-DE", "7. Mär 2026", "2026-03-07")]
    [InlineData("dddd, MMMM d, yyyy", "en-US", "Saturday, March 7, 2026", "2026-03-07")]
    [InlineData("dddd, MMMM d, yyyy", "en-US", "Monday, March 7, 2026", "2026-03-07")]
    [InlineData("ddd d MMM yy", "en-GB", "Sat 7 Sept 26", "2026-09-07")]
    [InlineData("d MMMM yyyy 'г.'", "ru-RU", "7 марта 2026 г.", "2026-03-07")]
    [InlineData("d MMMM yyyy 'г.'", "ru-RU", "7 март 2026 г.", "2026-03-07")]
    [InlineData("dd MMM yyyy", "ru-RU", "07 фев 2026", "2026-02-07")]
    [InlineData("MMMM yy", "ru-RU", "Март 26", "2026-03-01")]
    [InlineData("d MMMM yyyy", "pl-PL", "7 października 2026", "2026-10-07")]
    [InlineData("d MMMM yyyy", "cs-CZ", "7 března 2026", "2026-03-07")]
    [InlineData("d MMMM yyyy", "el-GR", "7 Μαρτίου 2026", "2026-03-07")]
    [InlineData("d MMMM yyyy", "fr-FR", "1 août 2026", "2026-08-01")]
    [InlineData("d MMM yyyy", "fr-FR", "1 févr. 2026", "2026-02-01")]
    [InlineData("d 'de' MMMM 'de' yyyy", "es-ES", "7 de marzo de 2026", "2026-03-07")]
    [InlineData("dddd, d 'de' MMMM 'de' yyyy", "pt-BR", "segunda-feira, 7 de dezembro de 2026", "2026-12-07")]
    [InlineData("d MMMM yyyy dddd", "tr-TR", "7 Mart 2026 Cumartesi", "2026-03-07")]
    [InlineData("dd/MM/yyyy", "ar-SA", "٠٧/٠٣/٢٠٢٦", "2026-03-07")]
    [InlineData("dd/MM/yyyy hh:mm am/pm", "ar-SA", "07/03/2026 03:30 م", "2026-03-07T15:30:00")]
    [InlineData("dd/MM/yyyy hh:mm am/pm", "ar-SA", "\u200F07/03/2026 12:05 ص", "2026-03-07T00:05:00")]
    [InlineData("yyyy/M/d", "fa-IR", "۲۰۲۶/۳/۷", "2026-03-07")]
    [InlineData("d MMMM yyyy", "hi-IN", "७ मार्च २०२६", "2026-03-07")]
    [InlineData("d MMMM yyyy", "th-TH", "7 มีนาคม 2026", "2026-03-07")]
    [InlineData("d MMMM yyyy", "he-IL", "7 מרץ 2026", "2026-03-07")]
    [InlineData("yyyy年M月d日", "ja-JP", "2026年3月7日", "2026-03-07")]
    [InlineData("yyyy年M月d日aaaa", "zh-CN", "2026年11月18日星期三", "2026-11-18")]
    [InlineData("yy/M/d H時m分", "ja-JP", "26/3/7 15時05分", "2026-03-07T15:05:00")]
    [InlineData("yyyy年M月d日 上午/下午h:mm", "zh-CN", "2026年3月7日 下午3:30", "2026-03-07T15:30:00")]
    [InlineData("yyyy년 M월 d일", "ko-KR", "2026년 3월 7일", "2026-03-07")]
    [InlineData("dd MMMM, yyyy", "vi-VN", "07 tháng 11, 2026", "2026-11-07")]
    [InlineData("MM/DD/YYYY h:mm AM/PM", "en-US", "11/18/2026 3:30 PM", "2026-11-18T15:30:00")]
    [InlineData("MM/DD/YYYY h:mm AM/PM", "en-US", "11/18/2026 12:00\u202FAM", "2026-11-18T00:00:00")]
    [InlineData("MM/DD/YYYY h:mm AM/PM", "es-ES", "11/18/2026 3:30 p. m.", "2026-11-18T15:30:00")]
    [InlineData("MM/DD/YYYY h:mm AM/PM", "en-US", "11/18/2026 13:30 PM", null)]
    [InlineData("mm/dd/yyyy hh:mm:ss", "en-US", "03/07/2026 15:04:05", "2026-03-07T15:04:05")]
    [InlineData("HH dd/MM", "en-US", "15 07/30", "15 07/30")]
    [InlineData("hh:mm:ss", "en-US", "15:04:05", "15:04:05")]
    [InlineData("h:mm AM/PM", "en-US", "3:04 PM", "15:04:00")]
    [InlineData("yyyyMMdd", "en-US", "20260307", "2026-03-07")]
    [InlineData("dd.MM.yy", "de-DE", "07.03.49", "2049-03-07")]
    [InlineData("dd.MM.yy", "de-DE", "07.03.50", "1950-03-07")]
    [InlineData("dd.MM.yy", "de-DE", "07.03.1912", "1912-03-07")]
    [InlineData("d.\u00A0M.\u00A0yyyy", "cs-CZ", "7. 3. 2026", "2026-03-07")]
    [InlineData("mm/dd/yyyy", "en-US", "02/30/2026", null)]
    [InlineData("mm/dd/yyyy", "en-US", "13/01/2026", null)]
    [InlineData("mm/dd/yyyy", "en-US", "03/07/2026 or so", null)]
    [InlineData("mm/dd/yyyy", "en-US", "tomorrow", null)]
    [InlineData("dd mm yyyy mm", "en-US", "07 03 2026 04", null)]
    [InlineData("mm/dd/yyyy", "no such language", "03/07/2026", "2026-03-07")]
    [InlineData("d MMMM yyyy", "1031", "7 Dezember 2026", "2026-12-07")]
    public void A_displayed_date_is_read_back_in_its_format_and_language(string format, string language, string text, string? expected)
    {
        var value = NormalizeOne(JsonSerializer.Serialize(new { key = "D", type = "dateTime", value = text, format, lang = language }));
        Assert.Equal(expected ?? text, Show(value.Value));
        Assert.Equal(expected is null, value.Problem is not null);
        Assert.Equal(text, value.Text);
    }

    [Theory]
    [InlineData("11/18/1990", "1990-11-18")]
    [InlineData("18/11/1990", "1990-11-18")]
    [InlineData("05/05/2026", "2026-05-05")]
    [InlineData("2026-11-18", "2026-11-18")]
    [InlineData("2026-11-18 15:30", "2026-11-18T15:30:00")]
    [InlineData("2026-11-18T15:30:05", "2026-11-18T15:30:05")]
    [InlineData("18.11.2026", "2026-11-18")]
    [InlineData("03.07.2026", "2026-07-03")]
    [InlineData("March 7, 2026", "2026-03-07")]
    [InlineData("Saturday, March 7, 2026 3:30 PM", "2026-03-07T15:30:00")]
    [InlineData("7:05 PM", "19:05:00")]
    [InlineData("03/07/2026", null)]
    [InlineData("01/02/03", null)]
    [InlineData("18.11.26", null)]
    [InlineData("soon", null)]
    public void A_date_without_a_format_counts_only_when_it_can_be_read_in_one_way(string text, string? expected)
    {
        var value = NormalizeOne(JsonSerializer.Serialize(new { key = "D", type = "dateTime", value = text }));
        Assert.Equal(expected ?? text, Show(value.Value));
        Assert.Equal(expected is null, value.Problem is not null);
    }

    [Fact]
    public void The_format_in_the_form_data_wins_over_the_forms()
    {
        var field = Field(1, "D", "dateTime", definition => definition with { DateFormat = "mm/dd/yyyy", Language = "en-US" });
        Assert.Equal("2026-03-07", Show(NormalizeOne("""{"key":"D","type":"dateTime","value":"03/07/2026"}""", field).Value));
        Assert.Equal("2026-07-03", Show(NormalizeOne("""{"key":"D","type":"dateTime","value":"03/07/2026","format":"dd/mm/yyyy"}""", field).Value));
        Assert.Equal(
            "The value is not a date in the form mm/dd/yyyy.",
            NormalizeOne("""{"key":"D","type":"dateTime","value":"2026-03-07"}""", field).Problem);
    }

    [Fact]
    public void Months_of_every_language_are_read_as_they_are_written()
    {
        string[] formats = ["d MMMM yyyy", "dddd, d. MMM yyyy", "MMMM d, yyyy"];
        var wrong = new List<string>();
        var cultures = CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(culture => culture.Calendar is GregorianCalendar);
        foreach (var culture in cultures.DistinctBy(culture => culture.Parent.Name))
        {
            foreach (var format in formats)
            {
                for (var month = 1; month <= 12; month++)
                {
                    var date = new DateTime(2026, month, 17 - month);
                    var text = DateText.Simplify(date.ToString(format, culture));
                    if (DateTextReader.Read(text, DateFormat.Of(format), DateWords.Of(culture.Name)) != date)
                    {
                        wrong.Add($"{culture.Name} {format}: {text}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static string? Show(FieldValue value) => value.Kind switch
    {
        ValueKind.Date => value.Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Timestamp => value.Moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => value.Text,
    };
}
