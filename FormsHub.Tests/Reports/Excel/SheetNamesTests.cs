using FormsHub.Jobs.Reports.Excel;

namespace FormsHub.Tests.Reports.Excel;

public class SheetNamesTests
{
    [Theory]
    [InlineData("Submissions", "Submissions")]
    [InlineData("Q1/Q2: [draft]*?\\", "Q1-Q2- -draft----")]
    [InlineData("'quoted'", "quoted")]
    [InlineData("", "Sheet")]
    [InlineData(" \u0000\n", "Sheet")]
    [InlineData("History", "History 1")]
    [InlineData("An application form with a very long title", "An application form with a very")]
    [InlineData("thirty characters and then 'one' more", "thirty characters and then 'one")]
    public void A_title_becomes_a_name_Excel_takes(string title, string name) => Assert.Equal(name, SheetNames.Make(title, 1));

    [Fact]
    public void Further_sheets_are_numbered_within_the_limit()
    {
        Assert.Equal("Guests (2)", SheetNames.Make("Guests", 2));
        Assert.Equal("An application form with a (12)", SheetNames.Make("An application form with a very long title", 12));
    }

    [Fact]
    public void A_name_never_ends_in_half_a_character() =>
        Assert.Equal(new string('x', 30), SheetNames.Make(new string('x', 30) + "😀", 1));
}
