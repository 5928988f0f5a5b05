using System.Text;
using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Storage;
using FormsHub.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FormsHub.Tests.Reporting;

public class ViewColumnNamesTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public void A_column_is_called_as_people_call_the_field() => Assert.Equal(
        ["Your name", "E-mail", "Größe in m²"], ViewColumnNames.For([("Your name", "Text1"), ("E-mail", "mail"), ("Größe in m²", "size")]));

    [Fact]
    public void Who_comes_first_keeps_the_label_and_the_next_gets_its_name_with_it() => Assert.Equal(
        ["Name", "name (Text7)", "NAME (Text7) 2", "State (state)", "Version 2"],
        ViewColumnNames.For([("Name", "Text1"), ("name", "Text7"), ("NAME", "Text7"), ("State", "state"), ("Version", "Version")]));

    [Fact]
    public void Without_a_label_it_is_the_name_and_without_both_it_has_one_all_the_same() => Assert.Equal(
        ["Text1", "field", "field 2"], ViewColumnNames.For([(" \n", "Text1"), ("", ""), ("\t", " ")]));

    [Theory]
    [InlineData("a \"quoted\" label; DROP TABLE forms; --")]
    [InlineData("two\nlines\tand\0more")]
    [InlineData("😀 half \ud83d of an emoji")]
    [InlineData("{columns} {view} $1 @id '")]
    [InlineData("number")]
    [InlineData("\u0001")]
    public async Task PostgreSQL_has_a_column_of_just_this_name_whatever_the_label_is(string label)
    {
        var names = ViewColumnNames.For([(label, "a"), (label, "b"), (label, "b")]).ToList();

        await using var command = database.DataSource.CreateCommand($"SELECT {string.Join(", ", names.Select((name, place) => $"{place} AS {SqlIdentifier.Quote(name)}"))}");
        Assert.Equal(names, (await Reader.ReadAsync(command)).Columns);
        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Long_labels_are_cut_between_characters_and_stay_apart()
    {
        var names = ViewColumnNames.For(Enumerable.Range(0, 40).Select(number => (new string('ü', 199) + number, string.Concat(Enumerable.Repeat("😀", 50))))).ToList();

        Assert.Equal(40, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 50, 63));
        Assert.All(names, name => Assert.True(PostgresText.CanHold(name)));
    }

    [Fact]
    public void Any_labels_give_names_that_are_unique_and_short_enough() => Prop.ForAll(
        ArbMap.Default.ArbFor<(string, string)[]>(), fields =>
        {
            var names = ViewColumnNames.For(fields.Select(field => (field.Item1 ?? "", field.Item2 ?? ""))).ToList();
            return names.TrueForAll(name => SqlIdentifier.Fits(name) && PostgresText.CanHold(name) && name == name.Trim())
                && names.Concat(ViewColumn.Leading.Select(column => column.Name)).Select(name => name.ToUpperInvariant()).Distinct().Count() == names.Count + ViewColumn.Leading.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_verifier_is_the_one_that_PostgreSQL_makes_itself()
    {
        // RFC 7677 gives salt, password and proof; the two keys are PostgreSQL's for them.
        var verifier = ScramVerifier.Of("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="));

        Assert.Equal("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=", verifier);
    }
}
