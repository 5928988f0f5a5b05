using System.Diagnostics;
using System.Text;
using FormsHub.Jobs.Sharing;

namespace FormsHub.Tests.Sharing;

public class PeopleListTests
{
    private static readonly string[] TwoRoles = ["Applicant", "Clerk"];

    [Theory]
    [InlineData("Name,E-mail,Reference\nAda Lovelace,ada@example.org,1815")]
    [InlineData("name;email;ref\r\nAda Lovelace;ada@example.org;1815\r\n")]
    [InlineData("MAIL\tFull name\tID\nada@example.org\tAda Lovelace\t1815")]
    [InlineData("First name,Last name,e mail,Number\nAda,Lovelace,ada@example.org,1815")]
    [InlineData("sep=;\nName;E-mail;Reference\nAda Lovelace;ada@example.org;1815")]
    [InlineData("\n\n\"Name\",\"E-mail\",\"Reference\"\n\n\"Ada Lovelace\" , \"ada@example.org\" , \"1815\"")]
    [InlineData("Ada Lovelace;ada@example.org;1815")]
    [InlineData("ada@example.org,Ada Lovelace,1815")]
    [InlineData("Ada Lovelace <ada@example.org>,1815")]
    [InlineData("\"Ada Lovelace\" <ada@example.org>;1815")]
    [InlineData("Phone,Name,E-mail,Reference\n1,Ada Lovelace,ada@example.org,1815")]
    public void A_person_is_found_however_the_list_is_written(string text)
    {
        var list = PeopleList.Read(text, []);

        Assert.Empty(list.WrongLines);
        var person = Assert.Single(list.People);
        Assert.Equal(("Ada Lovelace", "ada@example.org", "1815"), (person.Name, person.Email, person.Reference));
    }

    [Theory]
    [InlineData("ada@example.org\ngrace@example.org")]
    [InlineData("ada@example.org; grace@example.org")]
    [InlineData("ada@example.org, grace@example.org")]
    [InlineData("E-mail\nada@example.org\ngrace@example.org\n")]
    [InlineData("\"ada@example.org\"\r\"grace@example.org\"")]
    public void Addresses_alone_are_enough(string text) =>
        Assert.Equal(["ada@example.org", "grace@example.org"], PeopleList.Read(text, []).People.Select(person => person.Email));

    [Fact]
    public void A_quoted_cell_may_hold_separators_quotes_and_line_breaks_and_lines_are_still_counted()
    {
        var list = PeopleList.Read("Name;E-mail\n\"Lovelace; \"\"Ada\"\"\nCountess\";ada@example.org\nnobody;wrong", []);

        Assert.Equal("Lovelace; \"Ada\" Countess", Assert.Single(list.People).Name);
        Assert.Equal(new WrongLine(4, "nobody;wrong", "“wrong” is no e-mail address."), Assert.Single(list.WrongLines));
    }

    [Fact]
    public void A_quotation_mark_without_end_costs_its_own_line_only()
    {
        var list = PeopleList.Read("Name,E-mail\n\"Ada,ada@example.org\n" + string.Join('\n', Enumerable.Range(1, 400).Select(number => $"Person {number},p{number}@example.org")), []);

        Assert.Equal(400, list.People.Count);
        Assert.Equal((2, "A quotation mark is not closed."), (Assert.Single(list.WrongLines).Line, list.WrongLines[0].Reason));
    }

    [Theory]
    [InlineData("Name,E-mail\nAda,ada@", "“ada@” is no e-mail address.")]
    [InlineData("Name,E-mail\nAda,a b@example.org", "“a b@example.org” is no e-mail address.")]
    [InlineData("Name,E-mail\nAda,ada@example.org,extra", "Has more columns than the header.")]
    [InlineData("Name,Reference\n\"\t\",\" \"\n,\nx,", null)]
    [InlineData("Ada,Countess,1815,more", "Has more than name, e-mail and reference. Put a line above that says what the columns are.")]
    [InlineData("E-mail\nada@example.org\nada@example.org", "Is in the list twice.")]
    public void A_wrong_line_says_why(string text, string? reason) =>
        Assert.Equal(reason, PeopleList.Read(text, []).WrongLines.Select(line => line.Reason).FirstOrDefault());

    [Fact]
    public void A_name_that_is_too_long_is_wrong_and_shown_cut_short()
    {
        var line = Assert.Single(PeopleList.Read(new string('x', 301), []).WrongLines);

        Assert.Equal("Is too long: names and references have at most 300 characters.", line.Reason);
        Assert.Equal(120, line.Text.Length);
    }

    [Fact]
    public void Ten_thousand_people_are_taken_and_one_more_is_too_many()
    {
        string Lines(int count) => string.Join("\r\n", Enumerable.Range(1, count).Select(number => $"p{number}@example.org"));

        Assert.Equal(10_000, PeopleList.Read(Lines(10_000), []).People.Count);
        var tooMany = PeopleList.Read(Lines(10_001), []);
        Assert.Empty(tooMany.People);
        Assert.StartsWith("The list has more than 10,000 people.", tooMany.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\",")]
    [InlineData(",,,,,,,,,,,,")]
    [InlineData("\"\"\"")]
    public void Hostile_text_is_read_in_no_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece + "\n", 100_000));
        var watch = Stopwatch.StartNew();

        PeopleList.Read(text, []);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void What_a_database_cannot_hold_is_replaced()
    {
        var person = Assert.Single(PeopleList.Read("Name,Reference\nA\0da\ud800,x", []).People);

        Assert.Equal("A\uFFFDda\uFFFD", person.Name);
    }

    [Fact]
    public void Formulas_are_only_text() =>
        Assert.Equal("=HYPERLINK(\"http://evil\")", Assert.Single(PeopleList.Read("Name,Reference\n\"=HYPERLINK(\"\"http://evil\"\")\",1", []).People).Name);

    [Fact]
    public void One_line_a_case_gives_each_role_its_person()
    {
        var list = PeopleList.Read("Case;Applicant;Clerk\nA-17;Ada Lovelace <ada@example.org>;grace@example.org\nA-18;;Grace Hopper\n;x@example.org;y@example.org", TwoRoles);

        Assert.Empty(list.WrongLines);
        Assert.Equal(
            [
                ("A-17", "Applicant", "Ada Lovelace", "ada@example.org"), ("A-17", "Clerk", null, "grace@example.org"), ("A-18", "Clerk", "Grace Hopper", null),
                (null, "Applicant", null, "x@example.org"), (null, "Clerk", null, "y@example.org"),
            ],
            list.People.Select(person => (person.Case, person.Role, person.Name, person.Email)));
        Assert.Equal(list.People[3].CaseOfLine, list.People[4].CaseOfLine);
    }

    [Fact]
    public void Columns_of_a_roles_name_and_e_mail_belong_together() =>
        Assert.Equal(
            [("Applicant", "Ada", "ada@example.org"), ("Clerk", "Grace", "grace@example.org")],
            PeopleList.Read("Reference,Applicant name,Applicant e-mail,Clerk Name,CLERK MAIL\n7,Ada,ada@example.org,Grace,grace@example.org", TwoRoles)
                .People.Select(person => (person.Role, person.Name, person.Email)));

    [Fact]
    public void One_line_a_person_says_role_and_case()
    {
        var list = PeopleList.Read("Name,E-mail,Role,Case\nAda,ada@example.org,applicant,A-17\nGrace,grace@example.org,Clerk,A-17", TwoRoles);

        Assert.Equal([("Ada", "Applicant", "A-17"), ("Grace", "Clerk", "A-17")], list.People.Select(person => (person.Name, person.Role, person.Case)));
    }

    [Fact]
    public void Without_roles_a_column_of_roles_is_left_out()
    {
        var list = PeopleList.Read("Name,Role,Case\nAda,Clerk,A-17", []);

        Assert.Equal(["Role", "Case"], list.LeftOut);
        Assert.Equal((null, null), (list.People[0].Role, list.People[0].Case));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void A_file_is_read_in_the_encoding_it_was_saved_in(string name)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("Zoë Größe – €")];

        Assert.Equal("Zoë Größe – €", ListBytes.Read(file));
    }
}
