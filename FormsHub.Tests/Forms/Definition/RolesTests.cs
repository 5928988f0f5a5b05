using FormsHub.Jobs.Forms.Definition;

namespace FormsHub.Tests.Forms.Definition;

/// <summary>Who fills what: test file 12 of the notes on ONLYOFFICE forms.</summary>
public class RolesTests
{
    private const string Main = $"""<document xmlns:r="{Ooxml.OfficeRelationships}"><fieldGroup weight="2"><user r:id="c"/></fieldGroup><fieldGroup weight="0"><user r:id="a"/></fieldGroup><fieldGroup weight="1"><user r:id="b"/></fieldGroup><fieldGroup weight="3"/></document>""";

    [Fact]
    public void Roles_come_in_filling_order_and_fields_find_theirs()
    {
        var definition = Form(
            Field("absolute", "m1"), Field("relative", "m2"), Field("nobody", "m3"), Field("missing part", "m4"), Field("no master", "m5"), WrittenForm.Text("plain"))
            .Read();

        Assert.Equal([new RoleDefinition("Clerk", "#AABBCC"), new RoleDefinition("Manager", null), new RoleDefinition("Director", null)], definition.Roles);
        Assert.Equal(["Clerk", "Manager", "", "", "", ""], definition.Fields.Select(field => field.Role));
        Assert.Contains(definition.Warnings, warning => warning.Contains("master names no role", StringComparison.Ordinal));
        Assert.Contains(definition.Warnings, warning => warning.Contains("cannot be found", StringComparison.Ordinal));
        Assert.Contains(definition.Warnings, warning => warning.Contains("link that is missing", StringComparison.Ordinal));
        Assert.Contains(definition.Warnings, warning => warning.Contains("group of fields names no role", StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_split_over_two_roles_is_one_field_of_the_first_with_a_warning()
    {
        var definition = Form(WrittenForm.Button("g", "1", "<w:field r:id=\"m1\"/>"), WrittenForm.Button("g", "2", "<w:field r:id=\"m2\"/>")).Read();

        Assert.Equal("Clerk", definition.Fields.Single().Role);
        Assert.Contains(definition.Warnings, warning => warning.Contains("more than one role", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_roles_cost_the_roles_and_not_the_form()
    {
        var definition = Form(Field("a", "m1")).Part(Ooxml.RolesPart, "<document><fieldGroup").Read();

        Assert.Empty(definition.Roles);
        Assert.Equal("Clerk", definition.Fields.Single().Role);
        Assert.Contains(definition.Warnings, warning => warning.Contains("list of roles is damaged", StringComparison.Ordinal));
    }

    private static string Field(string key, string master) => WrittenForm.Control($"<w:formPr w:key=\"{key}\"><w:field r:id=\"{master}\"/></w:formPr>");

    private static WrittenForm Form(params string[] controls)
    {
        const string Master = Ooxml.FieldMasterRelationship;
        return WrittenForm.WithControls(controls)
            .Link("m1", Master, "/oform/fieldMasters/1.xml").Link("m2", Master, "..\\oform\\fieldMasters\\2.xml").Link("m3", Master, "../oform/fieldMasters/3.xml").Link("m4", Master, "../oform/fieldMasters/4.xml")
            .Part(Ooxml.RolesPart, Main)
            .Part("oform/_rels/main.xml.rels", WrittenForm.Relationships("""<Relationship Id="a" Target="userMasters/a.xml"/><Relationship Id="b" Target="/oform/userMasters/b.xml"/><Relationship Id="c" Target="./userMasters/../userMasters/c.xml"/>"""))
            .Part("oform/userMasters/a.xml", "<user><role>Clerk</role><color val=\"aabbcc\"/></user>")
            .Part("oform/userMasters/b.xml", "<user><id>7</id><name>Ms B</name><role>Manager</role><color val=\"blue\"/></user>")
            .Part("oform/userMasters/c.xml", "<user><role>Director</role></user>")
            .Part("oform/fieldMasters/1.xml", MasterOf("<user r:id=\"u\"/><user r:id=\"v\"/>"))
            .Part("oform/fieldMasters/_rels/1.xml.rels", WrittenForm.Relationships("""<Relationship Id="u" Target="../userMasters/a.xml"/><Relationship Id="v" Target="../userMasters/b.xml"/>"""))
            .Part("oform/fieldMasters/2.xml", MasterOf("<user r:id=\"u\"/>"))
            .Part("oform/fieldMasters/_rels/2.xml.rels", WrittenForm.Relationships("""<Relationship Id="u" Target="..\userMasters\b.xml"/>"""))
            .Part("oform/fieldMasters/3.xml", MasterOf(""));
    }

    private static string MasterOf(string users) => $"<fieldMaster xmlns:r=\"{Ooxml.OfficeRelationships}\"><users>{users}</users><signRequest/></fieldMaster>";
}
