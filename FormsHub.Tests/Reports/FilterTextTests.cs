using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Reports;

public class FilterTextTests
{
    private static readonly FormField[] Fields = [Field(1, "city", "City", ColumnKind.Text), Field(2, "age", "Age", ColumnKind.Number), Field(3, "ok", "Agreed", ColumnKind.Boolean), Field(4, "day", "Day", ColumnKind.Date)];

    [Theory]
    [InlineData("", "Every submission that is not in the trash.")]
    [InlineData("trashed=true", "Every submission in the trash.")]
    [InlineData("from=2026-11-02", "Submitted at or after 2 November 2026, 00:00 (UTC).|Not in the trash.")]
    [InlineData("to=2026-11-03", "Submitted until the end of 3 November 2026 (UTC).|Not in the trash.")]
    [InlineData("from=2026-11-02T01:00:00%2B01:00&trashed=true", "Submitted at or after 2 November 2026, 00:00 (UTC).|In the trash.")]
    [InlineData("version=1,3", "The form's version is 1 or 3.|Not in the trash.")]
    [InlineData("state=needsAttention,failed", "The state is needs attention or failed.|Not in the trash.")]
    [InlineData("review=onHold", "The review is on hold.|Not in the trash.")]
    [InlineData("q=ada%20%22of%20london%22", "Contains “ada” in any of its texts.|Contains “of london” in any of its texts.|Not in the trash.")]
    [InlineData("f.city=ne:Berlin", "City is not “Berlin”.|Not in the trash.")]
    [InlineData("f.city=in:Berlin,Bern", "City is one of “Berlin”, “Bern”.|Not in the trash.")]
    [InlineData("f.age=gte:18.50", "Age is at least 18.5.|Not in the trash.")]
    [InlineData("f.ok=true", "Agreed is yes.|Not in the trash.")]
    [InlineData("f.day=lt:2026-11-18", "Day is less than 18 November 2026.|Not in the trash.")]
    [InlineData("f.day=empty", "Day is empty.|Not in the trash.")]
    public void Conditions_are_said_in_words(string query, string expected) =>
        Assert.Equal(expected, string.Join('|', FilterText.Conditions(Read(query))));

    [Theory]
    [InlineData("", "By time of submission, the newest first.")]
    [InlineData("sort=submittedAt", "By time of submission, the oldest first.")]
    [InlineData("sort=-number", "By number, the highest first.")]
    [InlineData("sort=-age", "By “Age”, descending; those without a value come last.")]
    public void The_order_is_said_too(string query, string expected) => Assert.Equal(expected, FilterText.Order(Read(query).Sort));

    [Fact]
    public void A_long_list_is_cut_with_what_is_left_out()
    {
        var query = Read($"f.age=in:{string.Join(',', Enumerable.Range(1, 25))}");
        Assert.EndsWith("19, 20 and 5 more.", FilterText.Conditions(query)[0], StringComparison.Ordinal);
    }

    private static SubmissionQuery Read(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1])));
        var result = SubmissionQueryParser.Parse(1, Fields, pairs);
        Assert.True(result.IsValid);
        return result.Query;
    }

    private static FormField Field(int id, string name, string label, ColumnKind kind) =>
        new() { Id = id, Key = name, Name = name, Label = label, Type = FieldType.Text, Column = kind, ColumnReady = true };
}
