using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Tests.Submissions;

public class SubmissionQueryParserTests
{
    private static readonly FormField[] Fields =
    [
        Field(1, "name", FieldType.Text, ColumnKind.Text), Field(2, "amount", FieldType.Text, ColumnKind.Number), Field(3, "ok", FieldType.CheckBox, ColumnKind.Boolean),
        Field(4, "day", FieldType.DateTime, ColumnKind.Date), Field(5, "when", FieldType.DateTime, ColumnKind.Timestamp), Field(6, "photo", FieldType.Picture, ColumnKind.Blob),
        Field(7, "name#checkBox", FieldType.CheckBox, ColumnKind.Boolean), Field(8, "-odd", FieldType.Text, ColumnKind.Text),
    ];

    [Fact]
    public void A_role_is_asked_for_by_its_whole_name_and_only_where_there_are_roles()
    {
        FormField[] fields = [WithRole(1, "a", "Applicant"), WithRole(2, "b", "Manager, second")];
        var query = SubmissionQueryParser.Parse(1, fields, [new("role", "Manager, second"), new("role", "Formerly")]).Query!;

        Assert.Equal(["Manager, second", "Formerly"], query.Roles);
        Assert.True(query.IsNarrowed);
        Assert.False(SubmissionQueryParser.Parse(1, fields, [new("role", "")]).IsValid);
        Assert.False(SubmissionQueryParser.Parse(1, fields, [new("role", new string('r', 301))]).IsValid);
        Assert.False(SubmissionQueryParser.Parse(1, fields, Enumerable.Repeat(KeyValuePair.Create("role", "r"), 101)).IsValid);
        Assert.Equal("The form has no roles.", Assert.Single(SubmissionQueryParser.Parse(1, [WithRole(1, "a", "Anyone"), WithRole(2, "b", "Anyone")], [new("role", "Anyone")]).Problems).Reason);
        Assert.Equal("The form has no roles.", Assert.Single(SubmissionQueryParser.Parse(1, Fields, [new("role", "Anyone")]).Problems).Reason);

        static FormField WithRole(int id, string key, string role) =>
            Field(id, key, FieldType.Text, ColumnKind.Text) with { Definition = new() { Key = key, Type = FieldType.Text, SuggestedLabel = key, Role = role } };
    }

    [Fact]
    public void Without_parameters_it_is_everything_newest_first()
    {
        var query = Read();
        Assert.Equal("-submittedAt", query.Sort.ToString());
        Assert.False(query.IsNarrowed);
        Assert.False(query.Trashed);
    }

    [Theory]
    [InlineData("Smith", FilterOperator.Equal, "Smith")]
    [InlineData("eq:Smith", FilterOperator.Equal, "Smith")]
    [InlineData("12:30", FilterOperator.Equal, "12:30")]
    [InlineData("eq:12:30", FilterOperator.Equal, "12:30")]
    [InlineData("eq:in:stock", FilterOperator.Equal, "in:stock")]
    [InlineData("Ne:x", FilterOperator.Equal, "Ne:x")]
    [InlineData("contains:50%", FilterOperator.Contains, "50%")]
    [InlineData("ne:", FilterOperator.NotEmpty, null)]
    [InlineData("", FilterOperator.Empty, null)]
    [InlineData("empty", FilterOperator.Empty, null)]
    [InlineData("notempty:", FilterOperator.NotEmpty, null)]
    [InlineData("eq:empty", FilterOperator.Equal, "empty")]
    public void A_filter_is_an_operator_a_colon_and_a_value_or_a_value_alone(string text, FilterOperator expected, string? operand)
    {
        var filter = Assert.Single(Read(("f.name", text)).Filters);
        Assert.Equal(expected, filter.Operator);
        Assert.Equal(operand, filter.Operands.Select(value => value.Text).SingleOrDefault());
    }

    [Theory]
    [InlineData("in:a", "a")]
    [InlineData("in:a,b", "a|b")]
    [InlineData("in:\"a, b\",c", "a, b|c")]
    [InlineData("in:\"say \"\"hi\"\"\",c", "say \"hi\"|c")]
    [InlineData("in:5\" wide,c", "5\" wide|c")]
    [InlineData("in:\"open,c", "\"open|c")]
    [InlineData("in:a,", "a|")]
    public void A_list_of_values_is_cut_at_commas_outside_quotes(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Assert.Single(Read(("f.name", text)).Filters).Operands.Select(value => value.Text)));

    [Fact]
    public void Values_are_read_by_the_kind_of_the_field()
    {
        var filters = Read(("f.amount", "gte:-1.5e2"), ("f.ok", "true"), ("f.day", "lt:2026-11-18"), ("f.when", "2026-11-18"), ("f.when", "gt:2026-11-18T15:30")).Filters;
        Assert.Equal(
            [FieldValue.Of(-150m), FieldValue.Of(true), FieldValue.OfDate(new(2026, 11, 18)), FieldValue.OfDate(new(2026, 11, 18)), FieldValue.OfTimestamp(new(2026, 11, 18, 15, 30, 0))],
            filters.Select(filter => Assert.Single(filter.Operands)));
    }

    [Fact]
    public void A_key_of_two_types_is_told_apart_by_its_name() =>
        Assert.Equal([1, 7], Read(("f.name", "x"), ("f.name#checkBox", "true")).Filters.Select(filter => filter.Field.Id));

    [Theory]
    [InlineData("amount", "amount")]
    [InlineData("-amount", "-amount")]
    [InlineData("-submittedAt", "-submittedAt")]
    [InlineData("number", "number")]
    [InlineData("-odd", "-odd")]
    [InlineData("--odd", "--odd")]
    public void A_sort_is_a_name_with_a_minus_when_the_largest_come_first(string text, string expected) =>
        Assert.Equal(expected, Read(("sort", text)).Sort.ToString());

    [Fact]
    public void A_day_as_upper_bound_is_in_it_wholly_and_a_moment_too()
    {
        Assert.Equal(new DateTime(2026, 11, 19, 0, 0, 0, DateTimeKind.Utc), Read(("to", "2026-11-18")).Before);
        Assert.Equal(new DateTime(2026, 11, 18, 14, 0, 0, DateTimeKind.Utc).AddMicroseconds(1), Read(("to", "2026-11-18T15:00:00+01:00")).Before);
        Assert.Equal(new DateTime(2026, 11, 18, 14, 0, 0, DateTimeKind.Utc), Read(("from", "2026-11-18T15:00 01:00")).From);
    }

    [Fact]
    public void Versions_states_and_reviews_may_come_in_lists_and_again()
    {
        var query = Read(("version", "1,2"), ("version", "5"), ("state", "received,needsAttention"), ("review", "onhold"), ("trashed", "true"));
        Assert.Equal([1, 2, 5], query.Versions);
        Assert.Equal([SubmissionState.Received, SubmissionState.NeedsAttention], query.States);
        Assert.Equal([ReviewState.OnHold], query.Reviews);
        Assert.True(query.Trashed);
    }

    [Fact]
    public void A_search_is_words_and_phrases() => Assert.Equal(["anna", "von berg", "50%"], Read(("q", " anna \"von berg\"\t50% ")).Search);

    [Theory]
    [InlineData("from", "yesterday")]
    [InlineData("to", "2026-13-01")]
    [InlineData("version", "0")]
    [InlineData("version", "one")]
    [InlineData("state", "lost")]
    [InlineData("state", "1")]
    [InlineData("review", "maybe")]
    [InlineData("trashed", "perhaps")]
    [InlineData("sort", "nothing")]
    [InlineData("sort", "photo")]
    [InlineData("sort", "")]
    [InlineData("f.unknown", "x")]
    [InlineData("f.Name", "x")]
    [InlineData("f.amount", "many")]
    [InlineData("f.amount", "eq:")]
    [InlineData("f.amount", "in:1,two")]
    [InlineData("f.amount", "in:")]
    [InlineData("f.amount", "1e999")]
    [InlineData("f.ok", "gt:true")]
    [InlineData("f.ok", "maybe")]
    [InlineData("f.day", "18.11.2026")]
    [InlineData("f.day", "2026-11-18T10:00:00")]
    [InlineData("f.when", "2026-11-18T10:00:00Z")]
    [InlineData("f.photo", "eq:x")]
    [InlineData("f.name", "empty:yes")]
    [InlineData("f.name", "a\0b")]
    [InlineData("q", "\0")]
    [InlineData("offset", "5")]
    public void What_cannot_be_understood_is_refused_with_the_parameter_and_a_reason(string parameter, string value)
    {
        var result = SubmissionQueryParser.Parse(1, Fields, [new(parameter, value)]);
        Assert.False(result.IsValid);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(parameter, problem.Parameter);
        Assert.EndsWith(".", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_no_value() =>
        Assert.False(SubmissionQueryParser.Parse(1, Fields, [new("f.name", new string((char)0xD83D, 1))]).IsValid);

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(["state", "f.x"], SubmissionQueryParser.Parse(1, Fields, [new("state", "?"), new("q", "fine"), new("f.x", "1")]).Problems.Select(problem => problem.Parameter));

    private static SubmissionQuery Read(params (string Name, string Value)[] pairs)
    {
        var result = SubmissionQueryParser.Parse(1, Fields, pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        Assert.True(result.IsValid, string.Join('\n', result.Problems));
        return result.Query;
    }

    private static FormField Field(int id, string name, FieldType type, ColumnKind kind) =>
        new() { Id = id, Key = name, Name = name, Label = name, Type = type, Column = kind, ColumnReady = true };
}
