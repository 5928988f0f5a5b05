using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

public class SubmissionCursorTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly FormField Name = new() { Id = 1, Key = "name", Name = "name", Label = "name", Type = FieldType.Text, Column = ColumnKind.Text, ColumnReady = true };

    private static readonly SubmissionQuery ByName = SubmissionQuery.All(1, [Name]) with { Sort = new SubmissionSort(SortKey.Field, Name, Descending: false) };

    private static readonly string Text = SubmissionCursor.After(ByName, new SubmissionPosition(FieldValue.OfText("Ärger 😀"), 42)).ToString();

    [Fact]
    public void A_cursor_survives_its_way_through_an_address()
    {
        Assert.Equal(Text, Uri.EscapeDataString(Text));
        var read = SubmissionCursor.Read(Text, ByName);
        Assert.Equal(Text, read?.ToString());
    }

    [Fact]
    public void A_cursor_that_was_cut_or_changed_is_none()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            Assert.Null(SubmissionCursor.Read(Text[..i], ByName));
            Assert.Null(SubmissionCursor.Read(Text[..i] + (Text[i] == 'A' ? 'B' : 'A') + Text[(i + 1)..], ByName));
        }
    }

    [Fact]
    public void A_cursor_of_another_form_or_order_is_none()
    {
        Assert.Null(SubmissionCursor.Read(Text, ByName with { FormId = 2 }));
        Assert.Null(SubmissionCursor.Read(Text, ByName with { Sort = ByName.Sort with { Descending = true } }));
        Assert.Null(SubmissionCursor.Read(Text, ByName with { Sort = SubmissionSort.NewestFirst }));
    }

    [Fact]
    public void Noise_is_no_cursor_and_breaks_nothing()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.Null(SubmissionCursor.Read(Convert.ToBase64String(bytes), ByName));
            Assert.Null(SubmissionCursor.Read(Encoding.Latin1.GetString(bytes), ByName));
        }

        Assert.Null(SubmissionCursor.Read(new string('A', 1_000_000), ByName));
    }

    [Fact]
    public async Task Pages_go_on_where_they_ended_although_rows_come_and_go()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("name", ColumnKind.Text));
        var first = new DateTime(2026, 11, 18, 12, 0, 0, DateTimeKind.Utc);
        var all = new List<TestSubmission>();
        for (var i = 0; i < 6; i++)
        {
            all.Add(await form.AddAsync(new TestSubmission { SubmittedAt = first.AddMinutes(i) }));
        }

        var reader = new SubmissionReader(database.DataSource);
        var query = SubmissionQuery.All(form.Id, form.Fields);
        var page = await reader.PageAsync(query, 3, null, default);
        Assert.Equal([6, 5, 4], page.Rows.Select(row => row.Number));

        // A newer one arrives, and the very row that the cursor names goes away.
        await form.AddAsync(new TestSubmission { SubmittedAt = first.AddMinutes(9) });
        await database.ExecuteAsync($"DELETE FROM data.f{form.Id} WHERE submission_id = {all[3].Id}");
        var next = await reader.PageAsync(query, 3, page.Next, default);
        Assert.Equal([3, 2, 1], next.Rows.Select(row => row.Number));
        Assert.Null(next.Next);
    }

    [Fact]
    public async Task Long_texts_sort_by_their_beginning_and_keep_cursors_short()
    {
        var form = await TestForm.CreateAsync(database.DataSource, new TestField("story", ColumnKind.Text));
        var story = new string('é', 100_000);
        foreach (var end in (string[])["c", "a", "b"])
        {
            await form.AddAsync(new TestSubmission { Columns = new Dictionary<int, FieldValue> { [form.Fields[0].Id] = FieldValue.OfText(story + end) } });
        }

        var reader = new SubmissionReader(database.DataSource);
        var query = SubmissionQuery.All(form.Id, form.Fields) with { Sort = new SubmissionSort(SortKey.Field, form.Fields[0], Descending: false) };
        var numbers = new List<int>();
        SubmissionCursor? cursor = null;
        do
        {
            var page = await reader.PageAsync(query, 1, cursor, default);
            numbers.AddRange(page.Rows.Select(row => row.Number));
            var text = page.Next?.ToString();
            Assert.True(text is null or { Length: < 1000 });
            cursor = text is null ? null : SubmissionCursor.Read(text, query);
        }
        while (cursor is not null);
        Assert.Equal([1, 2, 3], numbers);
    }
}
