using System.Diagnostics;
using System.Net;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reporting;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FormsHub.Tests.Reporting;

/// <summary>What somebody can and cannot do who signs in as the reading account.</summary>
[Collection(ReaderTests.Name)]
public sealed class ReaderAccountTests(IdleApplication application) : IClassFixture<IdleApplication>, IAsyncLifetime
{
    private ReaderAccount Account => application.Services.GetRequiredService<ReaderAccount>();

    private string _view = "";
    private int _formId;

    public async Task InitializeAsync()
    {
        var form = await TestForm.CreateAsync(application.Database.DataSource, new TestField("name", ColumnKind.Text), new TestField("guests", ColumnKind.Number));
        await form.AddAsync(new() { Columns = new Dictionary<int, FieldValue> { [form.Fields[0].Id] = FieldValue.OfText("Ada"), [form.Fields[1].Id] = FieldValue.Of(3m) } });
        await application.RefreshViewsAsync();
        _formId = form.Id;
        _view = $"reporting.\"{await application.Database.ScalarAsync<string>($"SELECT slug FROM forms WHERE id = {form.Id}")}\"";
    }

    public async Task DisposeAsync() => await Account.LockOutAsync("test", (await Account.StateAsync(default)).Changes, default);

    [Fact]
    public async Task It_reads_the_views_and_its_sessions_begin_within_limits()
    {
        await using var connection = await SignInAsync();

        Assert.Equal("1|Ada|3", await AskAsync(connection, $"SELECT number, name, guests FROM {_view}"));
        Assert.Equal("on|5min|1min|reporting|UTC", await AskAsync(
            connection,
            "SELECT current_setting('default_transaction_read_only'), current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'), current_setting('search_path'), current_setting('timezone')"));
        Assert.Equal("10", await AskAsync(connection, $"SELECT rolconnlimit FROM pg_roles WHERE rolname = '{ReaderAccount.Name}'"));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM public.submissions")]
    [InlineData("SELECT * FROM public.secrets")]
    [InlineData("SELECT * FROM public.accounts")]
    [InlineData("SELECT * FROM public.reporting_forms")]
    [InlineData("SELECT * FROM data.f{form}")]
    [InlineData("SELECT count(*) FROM data.f{form}")]
    [InlineData("SELECT public.similarity('a', 'b')")]
    [InlineData("SELECT public.mark_reporting_views(1)")]
    [InlineData("INSERT INTO {view} (number) VALUES (7)")]
    [InlineData("UPDATE {view} SET name = 'Bob'")]
    [InlineData("DELETE FROM {view}")]
    [InlineData("DROP VIEW {view}")]
    [InlineData("CREATE TABLE reporting.mine (a int)")]
    [InlineData("CREATE TABLE public.mine (a int)")]
    [InlineData("CREATE TEMPORARY TABLE mine (a int)")]
    [InlineData("CREATE VIEW reporting.mine AS SELECT 1")]
    [InlineData("CREATE FUNCTION reporting.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE SCHEMA mine")]
    [InlineData("CREATE ROLE mine")]
    [InlineData("COPY {view} TO PROGRAM 'cat'")]
    [InlineData("SELECT pg_read_file('postgresql.conf')")]
    [InlineData("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> 'formshub_reader' AND usename IS NOT NULL")]
    [InlineData("SELECT lo_create(0)")]
    [InlineData("SELECT lo_from_bytea(0, 'x')")]
    [InlineData("SELECT pg_advisory_lock(7016930511)")]
    [InlineData("SET ROLE postgres")]
    public async Task It_can_do_nothing_else_even_when_it_asks_for_a_session_that_writes(string attempt)
    {
        await using var connection = await SignInAsync();
        await using (var wish = new NpgsqlCommand("SET default_transaction_read_only = off", connection))
        {
            await wish.ExecuteNonQueryAsync();
        }

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(
            connection, attempt.Replace("{view}", _view, StringComparison.Ordinal).Replace("{form}", $"{_formId}", StringComparison.Ordinal)));

        // No right to it, no such role, or a view that is not made for writing.
        Assert.True(
            refusal.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.ObjectNotInPrerequisiteState,
            refusal.MessageText);
    }

    [Fact]
    public async Task A_new_password_cuts_those_that_are_connected_with_the_old_one_and_switching_off_lets_nobody_in()
    {
        var (_, old) = await Account.LetInAsync("Ana", (await Account.StateAsync(default)).Changes, default);
        await using var database = Reader.SignIn(application, old!);
        await using var connection = await database.OpenConnectionAsync();
        var state = await Account.StateAsync(default);
        Assert.Equal((true, 1, "Ana", false), (state.CanSignIn, state.Sessions, state.ChangedBy, state.SeesTooMuch));

        Assert.Equal(ReaderChange.ChangedMeanwhile, (await Account.LetInAsync("Bob", state.Changes - 1, default)).Outcome);
        var (outcome, password) = await Account.LetInAsync("Bob", state.Changes, default);

        Assert.Equal(ReaderChange.Done, outcome);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(connection, "SELECT 1"));
        await Assert.ThrowsAsync<PostgresException>(async () => await database.OpenConnectionAsync());
        await using var now = Reader.SignIn(application, password!);
        await using (var open = await now.OpenConnectionAsync())
        {
            Assert.Equal("1", await AskAsync(open, "SELECT 1"));
        }

        Assert.Equal(ReaderChange.Done, await Account.LockOutAsync("Bob", (await Account.StateAsync(default)).Changes, default));
        await Assert.ThrowsAsync<PostgresException>(async () => await now.OpenConnectionAsync());
        Assert.Equal(3, await application.Database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE subject = 'formshub_reader' AND actor IN ('Ana', 'Bob')"));
        Assert.False(await application.Database.ScalarAsync<bool>($"SELECT string_agg(a::text, '') LIKE '%{password}%' FROM audit_log a"));
    }

    [Fact]
    public async Task Psql_connects_with_the_connection_string_of_the_page()
    {
        using var person = await SignedInPerson.ArriveAsync(application, $"Person {Guid.NewGuid():n}");
        using var answer = await person.SendAsync("/connect", "/connect?handler=Password", ("seen", $"{(await Account.StateAsync(default)).Changes}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        var start = new ProcessStartInfo("psql", ["--no-psqlrc", "-AtX", page.QuerySelector("#connection")!.GetAttribute("value")!, "-c", $"SELECT name FROM {_view}", "-c", "\\dv"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };

        using var psql = Process.Start(start)!;
        var (output, errors) = (await psql.StandardOutput.ReadToEndAsync(), await psql.StandardError.ReadToEndAsync());
        await psql.WaitForExitAsync();

        Assert.Equal("", errors);
        Assert.StartsWith("Ada\n", output, StringComparison.Ordinal);
        Assert.Contains($"{_view.Split('"')[1]}_v1|view", output, StringComparison.Ordinal);

        // Sent again by a reload: the password that was shown holds.
        using var again = await person.SendAsync("/connect?ask=password", "/connect?handler=Password", ("seen", $"{(await Account.StateAsync(default)).Changes - 1}"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await using var connection = await Reader.SignIn(application, page.QuerySelector("#password")!.GetAttribute("value")!).OpenConnectionAsync();
    }

    [Fact]
    public async Task Where_FormsHub_may_make_no_roles_nothing_is_changed_and_the_views_are_made_all_the_same()
    {
        var role = $"owner_{Guid.NewGuid():n}";
        await application.Database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{role}'; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}; GRANT USAGE ON SCHEMA public TO {role}");
        try
        {
            await using var database = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(application.Database.ConnectionString) { Username = role, Password = role, Host = application.Services.GetRequiredService<ReportingAddress>().Host, Pooling = false });
            var account = new ReaderAccount(database, TimeProvider.System, NullLogger<ReaderAccount>.Instance);
            var before = await account.StateAsync(default);

            await account.PrepareAsync(default);
            var (outcome, password) = await account.LetInAsync("Ana", before.Changes, default);

            Assert.Equal((ReaderChange.NotAllowed, null), (outcome, password));
            Assert.False(before.MayMakeRoles);
            Assert.Equal(before, await account.StateAsync(default));
        }
        finally
        {
            await application.Database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    private async Task<NpgsqlConnection> SignInAsync()
    {
        var (_, password) = await Account.LetInAsync("test", (await Account.StateAsync(default)).Changes, default);
        return await Reader.SignIn(application, password!).OpenConnectionAsync();
    }

    private static async Task<string> AskAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return string.Join('\n', (await Reader.ReadAsync(command)).Rows);
    }
}
