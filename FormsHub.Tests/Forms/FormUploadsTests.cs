using FormsHub.Jobs.Access;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Definition;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Forms;

public class FormUploadsTests : IAsyncLifetime
{
    private static readonly byte[] Pdf = PdfFormWriter.Write(SampleForm.EventRegistration);

    private readonly TestClock _clock = new();
    private readonly FormsHubApplication _application;
    private int _author;

    public FormUploadsTests() => _application = new FormsHubApplication { Clock = _clock }.WithSettings(("Jobs:Enabled", "false"));

    private FormUploads Uploads => _application.Services.GetRequiredService<FormUploads>();

    public async Task InitializeAsync()
    {
        await _application.InitializeAsync();
        _author = await AccountAsync("Author");
    }

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task A_file_waits_as_it_was_dropped_and_nothing_is_published()
    {
        var token = await KeepAsync();

        var upload = await Uploads.FindAsync(token, _author, default);
        var read = await Uploads.ReadAsync(upload!, default);

        Assert.Equal(("event.pdf", "Event", (long)Pdf.Length, null), (upload!.FileName, upload.Title, upload.Size, upload.FormId));
        Assert.Equal(15, read!.Definition!.Fields.Count);
        Assert.Equal(0, await _application.Database.ScalarAsync<long>("SELECT count(*) FROM forms"));
    }

    [Fact]
    public async Task However_often_and_at_once_it_is_published_it_becomes_one_form()
    {
        var upload = await Uploads.FindAsync(await KeepAsync(), _author, default);

        var results = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => Uploads.PublishAsync(upload!, $"Title {number}", "somebody", default)));

        var form = Assert.Single(results.Select(result => result!.Form!.Id).Distinct());
        Assert.All(results, result => Assert.Equal(15, result!.Fields.Count));
        Assert.Equal(1, await _application.Database.ScalarAsync<long>("SELECT count(*) FROM forms"));
        Assert.Equal(form, (await Uploads.FindAsync(upload!.Token, _author, default))!.FormId);
    }

    [Fact]
    public async Task Nobody_else_sees_it_or_throws_it_away()
    {
        var (token, stranger) = (await KeepAsync(), await AccountAsync("Stranger"));

        await Uploads.CancelAsync(token, stranger, default);

        Assert.Null(await Uploads.FindAsync(token, stranger, default));
        Assert.NotNull(await Uploads.FindAsync(token, _author, default));
    }

    [Fact]
    public async Task A_cancelled_one_is_gone_and_cannot_be_published_by_a_page_that_is_still_open()
    {
        var upload = await Uploads.FindAsync(await KeepAsync(), _author, default);

        await Uploads.CancelAsync(upload!.Token, _author, default);

        Assert.Null(await Uploads.FindAsync(upload.Token, _author, default));
        Assert.Null(await Uploads.PublishAsync(upload, "", "somebody", default));
        Assert.Equal(0, await _application.Database.ScalarAsync<long>("SELECT count(*) FROM forms"));
    }

    [Fact]
    public async Task After_a_day_it_is_gone_and_the_next_one_sweeps_it_up()
    {
        var token = await KeepAsync();

        _clock.Advance(FormUploads.Lifetime - TimeSpan.FromMinutes(1));
        Assert.NotNull(await Uploads.FindAsync(token, _author, default));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await Uploads.FindAsync(token, _author, default));

        await KeepAsync();
        Assert.Equal(1, await _application.Database.ScalarAsync<long>("SELECT count(*) FROM form_uploads"));
    }

    [Fact]
    public async Task What_is_no_form_is_refused_with_its_reason_and_not_kept()
    {
        using var file = new MemoryStream("%PDF-1.7 a letter"u8.ToArray());

        var (token, read) = await Uploads.KeepAsync(file, "letter.pdf", "", _author, default);

        Assert.Null(token);
        Assert.Equal(FormRefusal.NotAForm, read.Refusal);
        Assert.Equal(0, await _application.Database.ScalarAsync<long>("SELECT count(*) FROM form_uploads"));
    }

    private async Task<string> KeepAsync()
    {
        using var file = new MemoryStream(Pdf);
        return (await Uploads.KeepAsync(file, "event.pdf", "Event", _author, default)).Token!;
    }

    private async Task<int> AccountAsync(string name)
    {
        using var person = await SignedInPerson.ArriveAsync(_application, name);
        return (await _application.Services.GetRequiredService<Accounts>().FindAsync(name, default))!.Id;
    }
}
