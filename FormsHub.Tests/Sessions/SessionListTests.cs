using FormsHub.Jobs.Sessions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Sessions;

/// <summary>Lists and counts of random sessions, compared with what their definitions say.</summary>
public class SessionListTests(StillApplication application) : IClassFixture<StillApplication>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    private SessionReader Reader => application.Services.GetRequiredService<SessionReader>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_progress_lists_its_sessions_newest_first_and_the_funnel_counts_them(int seed)
    {
        var (form, rows, now) = await FillAsync(seed, 300);
        var funnel = await Reader.FunnelAsync(Query(form), default);

        foreach (var progress in Enum.GetValues<SessionProgress>())
        {
            var expected = rows.Where(row => row.At(now, Patience) == progress).Select(row => row.Id).ToHashSet();
            var listed = await AllAsync(Query(form) with { Progress = progress }, 17);

            Assert.NotEmpty(expected);
            Assert.Equal(expected.Count, listed.Count);
            Assert.Equal(expected, listed.Select(session => session.Id).ToHashSet());
            Assert.All(listed, session => Assert.Equal(progress, session.Progress));
            Assert.Equal(listed.OrderByDescending(session => session.CreatedAt).Select(session => session.CreatedAt), listed.Select(session => session.CreatedAt));
            Assert.Equal(expected.Count, funnel.Counts[progress]);
        }

        Assert.Equal(
            (rows.Count, rows.Count(row => row.OpenedAt is not null), rows.Count(row => row.ChangedAt is not null), rows.Count(row => row.SubmittedAt is not null)),
            (funnel.Sessions, funnel.Opened, funnel.Changed, funnel.Submitted));
    }

    [Fact]
    public async Task All_sessions_come_once_each_however_small_the_pages_are()
    {
        var (form, rows, _) = await FillAsync(4, 120);

        var listed = await AllAsync(Query(form), 7);

        Assert.Equal(rows.Count, listed.Count);
        Assert.Equal(rows.Select(row => row.Id).ToHashSet(), listed.Select(session => session.Id).ToHashSet());
    }

    [Fact]
    public async Task A_period_narrows_list_and_funnel_alike()
    {
        var (form, rows, now) = await FillAsync(5, 200);
        var query = Query(form) with { From = now.AddHours(-24), To = now.AddHours(-6) };
        var expected = rows.Where(row => row.CreatedAt >= query.From && row.CreatedAt < query.To).ToList();

        Assert.Equal(expected.Count, (await AllAsync(query, 50)).Count);
        var funnel = await Reader.FunnelAsync(query, default);
        Assert.Equal(expected.Count, funnel.Sessions);
        Assert.Equal(expected.Count(row => row.At(now, Patience) == SessionProgress.Editing), funnel.Counts[SessionProgress.Editing]);
        Assert.Equal(expected.Count(row => row.At(now, Patience) == SessionProgress.Opened), funnel.Counts[SessionProgress.Opened]);
    }

    [Fact]
    public async Task People_are_found_by_a_part_of_their_name_or_reference_and_sessions_by_their_own_reference()
    {
        var (form, rows, now) = await FillAsync(6, 200);
        foreach (var text in new[] { "person 1", "100%_1", "%", "_", @"\" })
        {
            var expected = rows.Count(row => $"{row.Name} {row.Email} {row.Reference}".Contains(text, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(expected, (await AllAsync(Query(form) with { Search = text }, 50)).Count);
        }

        foreach (var row in rows.GroupBy(row => row.At(now, Patience)).Select(group => group.First()))
        {
            var found = await AllAsync(Query(form) with { Search = SessionReference.Of(row.Id), Progress = row.At(now, Patience) }, 50);
            Assert.Equal(row.Id, Assert.Single(found).Id);
        }
    }

    private static SessionQuery Query(int form) => new(form, null, null, null, null);

    private async Task<(int Form, IReadOnlyList<SessionRow> Rows, DateTimeOffset Now)> FillAsync(int seed, int count)
    {
        var form = await TestForm.CreateAsync(application.Database.DataSource);
        var now = application.Clock!.Now;
        var rows = SessionRows.Random(new Random(seed), count, now);
        await SessionRows.AddAsync(application.Database, form.Id, rows);
        return (form.Id, rows, now);
    }

    private async Task<List<SessionSummary>> AllAsync(SessionQuery query, int size)
    {
        var all = new List<SessionSummary>();
        SessionCursor? cursor = null;
        do
        {
            var page = await Reader.PageAsync(query, size, cursor, default);
            Assert.True(page.Sessions.Count <= size);
            all.AddRange(page.Sessions);
            cursor = page.Next is null ? null : SessionCursor.Parse(page.Next.ToString());
        }
        while (cursor is not null);
        return all;
    }
}

/// <summary>An application without jobs whose clock stands still at a whole second.</summary>
public sealed class StillApplication : FormsHubApplication
{
    public StillApplication()
    {
        Clock = new TestClock { Now = new DateTimeOffset(2026, 11, 18, 12, 0, 0, TimeSpan.Zero) };
        WithSettings(("Jobs:Enabled", "false"));
    }
}
