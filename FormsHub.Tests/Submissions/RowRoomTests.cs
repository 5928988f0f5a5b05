using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Submissions;

public class RowRoomTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task A_row_too_wide_for_one_page_spills_into_the_ledger_and_loses_nothing()
    {
        var names = Enumerable.Range(0, 900).Select(i => string.Create(CultureInfo.InvariantCulture, $"W{i}")).ToList();
        var form = await NormalizationForm.PublishAsync(database, [.. names.Select(name => NormalizationForm.Field(name, "text"))]);
        var entries = names.Select(name => $$"""{"key":"{{name}}","type":"text","value":"twenty-three characters {{name}}"}""");
        var id = await form.SubmitAsync($"[{string.Join(',', entries)}]");
        await form.NormalizeAsync();

        Assert.Equal("1", await form.SubmissionAsync(id, "state"));
        var inLedger = await form.LedgerAsync(id);
        Assert.InRange(inLedger.Count, 500, 700);
        Assert.Equal("twenty-three characters W0", await form.CellAsync(id, form.Column("W0")));
        Assert.Contains("W899|0|twenty-three characters W899", inLedger);
    }

    [Fact]
    public async Task A_text_behind_the_end_of_what_is_searched_spills_into_the_ledger_where_filters_find_it()
    {
        var form = await NormalizationForm.PublishAsync(
            database, NormalizationForm.Field("Long", "text"), NormalizationForm.Field("Middle", "text"), NormalizationForm.Field("Last", "text"));
        var id = await form.SubmitAsync($$"""
            [{"key":"Long","type":"text","value":"{{new string('x', 999_990)}}"},{"key":"Middle","type":"text","value":"fits"},{"key":"Last","type":"text","value":"behind the end"}]
            """);
        await form.NormalizeAsync();

        Assert.Equal("fits", await form.CellAsync(id, form.Column("Middle")));
        Assert.Null(await form.CellAsync(id, form.Column("Last")));
        Assert.Equal(["Last|0|behind the end"], await form.LedgerAsync(id));
        var fields = await new FormCatalog(database.DataSource).FieldsAsync(form.Id, default);
        var query = SubmissionQueryParser.Parse(form.Id, fields, [new("f.Last", "contains:behind")]).Query!;
        var reader = new SubmissionReader(database.DataSource) { Narrowing = new SearchNarrowing { FewestRows = double.MinValue, LargestShare = 1 } };
        Assert.Equal(1, (await reader.CountAsync(query, default)).Matching);
    }
}
