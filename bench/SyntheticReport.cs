using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Bench;

/// <summary>Rows of 25 columns, five each of text, number, date, boolean and choice, always the same for the same count.</summary>
internal static class SyntheticReport
{
    private const int OfEachKind = 5;
    private static readonly ColumnKind[] Kinds = [ColumnKind.Text, ColumnKind.Number, ColumnKind.Date, ColumnKind.Boolean, ColumnKind.Choice];
    private static readonly string[] Choices = ["Very satisfied", "Satisfied", "Neither nor", "Dissatisfied", "Very dissatisfied", "No answer"];
    private static readonly string[] Words = ["river", "Köln", "north & south", "delivery", "waiting", "clean", "friendly", "appointment", "ticket", "left"];

    public static ReportTable Of(int rows) => new()
    {
        Title = "Submissions",
        Columns = [.. Kinds.SelectMany(kind => Enumerable.Range(1, OfEachKind).Select(number => new ReportColumn($"{kind} {number}", kind)))],
        Rows = MakeRows(rows),
    };

    private static async IAsyncEnumerable<FieldValue[]> MakeRows(int rows)
    {
        var random = new Random(20261118);
        // A pool of texts: making them is not what is measured.
        var texts = Enumerable.Range(0, 50_000)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{Words[random.Next(10)]} {Words[random.Next(10)]} {number} {Words[random.Next(10)]}"))
            .ToArray();
        var row = new FieldValue[Kinds.Length * OfEachKind];
        for (var index = 0; index < rows; index++)
        {
            for (var number = 0; number < OfEachKind; number++)
            {
                row[number] = FieldValue.OfText(texts[random.Next(texts.Length)]);
                row[OfEachKind + number] = FieldValue.Of(new decimal(random.Next(1_000_000), 0, 0, false, 2));
                row[2 * OfEachKind + number] = FieldValue.OfDate(new DateTime(2020, 1, 1).AddDays(random.Next(2_500)));
                row[3 * OfEachKind + number] = FieldValue.Of(random.Next(2) == 0);
                row[4 * OfEachKind + number] = FieldValue.OfText(Choices[random.Next(Choices.Length)]);
            }
            yield return row;
        }
        await Task.CompletedTask;
    }
}
