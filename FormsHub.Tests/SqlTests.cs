using FormsHub.Jobs.Storage;

namespace FormsHub.Tests;

public class SqlTests
{
    [Fact]
    public void Every_statement_starts_with_a_comment_that_says_what_it_does() =>
        Assert.All(Sql.NamesIn("migrations"), name => Assert.StartsWith("-- ", Sql.Get(name), StringComparison.Ordinal));
}
