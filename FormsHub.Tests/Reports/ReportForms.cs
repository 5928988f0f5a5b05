using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports;

/// <summary>Forms whose files have something to say.</summary>
internal static class ReportForms
{
    /// <summary>Gives a choice its options, in every version.</summary>
    public static async Task OfferAsync(this FormsHubApplication app, TestForm form, string field, params (string Label, string Value)[] options)
    {
        var json = JsonSerializer.Serialize(new { options = options.Select(option => new { label = option.Label, value = option.Value }) });
        await app.Database.ExecuteAsync(
            $"UPDATE form_version_fields SET definition = definition || '{json.Replace("'", "''", StringComparison.Ordinal)}'::jsonb WHERE field_id = {form.Field(field).Id}");
        await form.AddFieldsAsync();
    }

    public static async Task LabelAsync(this FormsHubApplication app, TestForm form, string field, string label)
    {
        await app.Database.ExecuteAsync($"UPDATE form_fields SET label = '{label.Replace("'", "''", StringComparison.Ordinal)}' WHERE id = {form.Field(field).Id}");
        await form.AddFieldsAsync();
    }

    public static Task TitleAsync(this FormsHubApplication app, TestForm form, string title) =>
        app.Database.ExecuteAsync($"UPDATE forms SET title = '{title.Replace("'", "''", StringComparison.Ordinal)}' WHERE id = {form.Id}");

    /// <summary>Guests of a conference, from many countries, some of everything.</summary>
    public static async Task<TestForm> GuestsAsync(this FormsHubApplication app, int guests)
    {
        var form = await app.NewFormAsync(
            new("name", ColumnKind.Text), new("city", ColumnKind.Text), new("rooms", ColumnKind.Choice), new("track", ColumnKind.Choice), new("age", ColumnKind.Number),
            new("vegan", ColumnKind.Boolean), new("arrival", ColumnKind.Date), new("photo", ColumnKind.Blob));
        await app.LabelAsync(form, "city", "Город");
        await app.LabelAsync(form, "arrival", "تاريخ الوصول");
        await app.LabelAsync(form, "track", "参加するトラック");
        await app.LabelAsync(form, "vegan", "I eat vegan food");
        string[] names = ["Zoë Meyer", "Иван Петров", "محمد علي", "山田太郎", "Ada Lovelace", "=1+1", "O'Brien & Sons"];
        string[] cities = ["Berlin", "Москва", "القاهرة", "東京", "Berlin"];
        string[] rooms = ["Single room", "Double room", "Double room", "Suite with a view of the lake", "A tent"];
        string[] tracks = ["Технологии и общество", "الذكاء الاصطناعي", "人工知能と社会", "Law & order"];
        var random = new Random(7);
        for (var i = 0; i < guests; i++)
        {
            var values = new Dictionary<int, FieldValue>
            {
                [form.Field("name").Id] = FieldValue.OfText(names[random.Next(names.Length)] + (i % 3 == 0 ? "" : $" {i}")),
                [form.Field("city").Id] = FieldValue.OfText(cities[random.Next(cities.Length)]),
                [form.Field("track").Id] = FieldValue.OfText(tracks[Math.Min(random.Next(4), random.Next(4))]),
                [form.Field("age").Id] = FieldValue.Of(18 + random.Next(30) + random.Next(30)),
                [form.Field("vegan").Id] = FieldValue.Of(random.Next(4) == 0),
                [form.Field("arrival").Id] = FieldValue.OfDate(new DateTime(2026, 11, 1).AddDays(random.Next(40))),
            };
            if (random.Next(8) > 0)
            {
                values[form.Field("rooms").Id] = FieldValue.OfText(rooms[random.Next(rooms.Length)]);
            }

            await form.AddAsync(new TestSubmission
            {
                Version = 1 + (i % 2),
                Review = (ReviewState)(i % 4),
                Submitter = i % 5 == 0 ? null : names[random.Next(names.Length)],
                SubmittedAt = new DateTime(2026, 10, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(random.Next(24 * 45)),
                Columns = values,
            });
        }

        // When every version is there.
        await app.OfferAsync(form, "rooms", ("Single room", "1"), ("Double room", "2"), ("Suite with a view of the lake", "3"), ("No room", "0"));
        await app.OfferAsync(form, "track", ("Технологии и общество", "tech"), ("الذكاء الاصطناعي", "ai"), ("人工知能と社会", "jp"), ("Law & order", "law"));
        return form;
    }
}
