using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Csv;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports;

/// <summary>Each option of a CSV, over HTTP.</summary>
public class CsvDownloadTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Theory]
    [InlineData("", "\ufeffLabel;x,Amount\r\n'=1+1,-2.5\r\n")]
    [InlineData("bom=false", "Label;x,Amount\r\n'=1+1,-2.5\r\n")]
    [InlineData("separator=semicolon", "\ufeff\"Label;x\";Amount\r\n'=1+1;-2.5\r\n")]
    [InlineData("separator=tab", "\ufeffLabel;x\tAmount\r\n'=1+1\t-2.5\r\n")]
    [InlineData("separator=comma", "\ufeffLabel;x,Amount\r\n'=1+1,-2.5\r\n")]
    [InlineData("quote=all", "\ufeff\"Label;x\",\"Amount\"\r\n\"'=1+1\",\"-2.5\"\r\n")]
    [InlineData("quote=needed", "\ufeffLabel;x,Amount\r\n'=1+1,-2.5\r\n")]
    [InlineData("guard=false", "\ufeffLabel;x,Amount\r\n=1+1,-2.5\r\n")]
    [InlineData("labels=keys", "\ufefftext,amount\r\n'=1+1,-2.5\r\n")]
    [InlineData("labels=keys&bom=false&quote=all&guard=false&separator=semicolon", "\"text\";\"amount\"\r\n\"=1+1\";\"-2.5\"\r\n")]
    public async Task Each_option_does_what_it_says(string options, string expected)
    {
        var form = await app.NewFormAsync(new("text", ColumnKind.Text), new("amount", ColumnKind.Number));
        await app.LabelAsync(form, "text", "Label;x");
        await app.LabelAsync(form, "amount", "Amount");
        await form.AddAsync(new TestSubmission { Columns = form.Values(("text", FieldValue.OfText("=1+1")), ("amount", FieldValue.Of(-2.5m))) });

        var bytes = await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.csv?column=text&column=amount&{options}");

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task A_split_choice_has_a_column_for_each_option_and_loses_nothing()
    {
        var form = await app.NewFormAsync(new("plan", ColumnKind.Choice), new("plan: Basic", ColumnKind.Text), new("free", ColumnKind.Choice));
        foreach (var answer in (string?[])["Basic", "Pro", "Enterprise", null, "other"])
        {
            await form.AddAsync(new TestSubmission { Columns = answer is null ? form.Values() : form.Values(("plan", FieldValue.OfText(answer))) });
        }

        await app.OfferAsync(form, "plan", ("Basic", "b"), ("Pro", "p"), ("Pro", "p2"), ("other", "o"), ("", "none"));

        Assert.Equal(
            [
                ["plan: Basic 2", "plan: Pro", "plan: other", "plan: none", "plan: other 2", "plan: Basic", "free"],
                ["true", "false", "false", "false", "", "", ""],
                ["false", "true", "false", "false", "", "", ""],
                ["false", "false", "false", "false", "Enterprise", "", ""],
                ["", "", "", "", "", "", ""],
                ["false", "false", "true", "false", "", "", ""],
            ],
            await RowsAsync($"/api/forms/{form.Id}/submissions.csv?choices=split&sort=number&column=plan&column=plan: Basic&column=free"));
        Assert.Equal([["plan"], ["Basic"], ["Pro"], ["Enterprise"], [""], ["other"]], await RowsAsync($"/api/forms/{form.Id}/submissions.csv?choices=joined&sort=number&column=plan"));
    }

    [Fact]
    public async Task A_choice_of_very_many_options_stays_one_column()
    {
        var form = await app.NewFormAsync(new TestField("country", ColumnKind.Choice));
        await app.OfferAsync(form, "country", [.. Enumerable.Range(0, 101).Select(number => ($"Country {number}", $"{number}"))]);

        Assert.Equal(["country"], (await RowsAsync($"/api/forms/{form.Id}/submissions.csv?choices=split&column=country"))[0]);
    }

    private async Task<List<string[]>> RowsAsync(string path) => CsvRows.Of((await _client.GetStringAsync(path)).TrimStart('\uFEFF'));
}
