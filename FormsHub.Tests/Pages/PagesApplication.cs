using FormsHub.Jobs.Access;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Forms.Samples;
using FormsHub.Jobs.Sharing;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reporting;
using FormsHub.Tests.Sharing;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FormsHub.Tests.Pages;

/// <summary>An application with something on every page: the sample form, a form with submissions of every state, and a person who may look.</summary>
public sealed class PagesApplication : FormsHubApplication
{
    public const int Submissions = 60;

    public SignedInPerson Person { get; private set; } = null!;

    /// <summary>The sample form, published and not filled yet.</summary>
    public Form SampleForm { get; private set; } = null!;

    /// <summary>A form of two roles with a password, that two cases go through.</summary>
    public Form RolesForm { get; private set; } = null!;

    /// <summary>A form with <see cref="Submissions"/> submissions.</summary>
    public TestForm Form { get; private set; } = null!;

    public Form FormWithoutFields { get; private set; } = null!;

    /// <summary>The token of a file that waits to be published, with something to warn about.</summary>
    public string Upload { get; private set; } = "";

    public int ApiKeyId { get; private set; }

    /// <summary>Needs attention: one of its values did not fit.</summary>
    public TestSubmission Odd { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        // The rows below are as normalization would leave them; it must not run over them.
        WithSettings(("Jobs:Enabled", "false"));
        await base.InitializeAsync();
        Person = await SignedInPerson.ArriveAsync(this);
        using var file = new MemoryStream(PdfFormWriter.Write(Jobs.Forms.Samples.SampleForm.EventRegistration));
        SampleForm = (await Services.GetRequiredService<FormPublishing>().PublishAsync(file, "event.pdf", "Event registration", "somebody", default)).Form!;
        using var none = new MemoryStream(PdfFormWriter.Write(Jobs.Forms.Samples.SampleForm.Blank));
        FormWithoutFields = (await Services.GetRequiredService<FormPublishing>().PublishAsync(none, "none.pdf", "Without fields", "somebody", default)).Form!;
        Upload = await KeepAsync();
        ApiKeyId = (await Services.GetRequiredService<ApiKeys>().CreateAsync("Nightly export", "administrator", SignedInPerson.Name, default))!.Id;
        await InvitePeopleAsync();
        Form = await TestForm.CreateAsync(
            Database.DataSource, new("Name", ColumnKind.Text), new("Guests", ColumnKind.Number), new("Arrival", ColumnKind.Date), new("Vegetarian", ColumnKind.Boolean));
        foreach (var number in Enumerable.Range(1, Submissions - 2))
        {
            await Form.AddAsync(Submission(number));
        }

        Odd = await Form.AddAsync(Submission(Submissions - 1) with
        {
            State = SubmissionState.NeedsAttention,
            Reason = "One value does not fit its field.",
            Ledger = [new() { SubmissionId = 0, FieldId = Form.Field("Guests").Id, Text = "twelve", Problem = "“twelve” is no number." }],
        });
        await Form.AddAsync(Submission(Submissions) with { State = SubmissionState.Failed, Reason = "The form data ends after 12 characters." });
        await Database.ExecuteAsync($"UPDATE forms SET title = 'Summer school', last_number = {Submissions} WHERE id = {Form.Id}");
        await this.RefreshViewsAsync();
        await Database.ExecuteAsync(
            $"UPDATE reporting_forms SET changes = changes + 1, attempts = 1, last_error = 'Somebody is reading one of the views.' WHERE form_id = {RolesForm.Id}; DELETE FROM reporting_views WHERE form_id = {FormWithoutFields.Id}");
    }

    public override async ValueTask DisposeAsync()
    {
        Person.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Opens a page as the signed-in person.</summary>
    public async Task<IPage> OpenAsync(string address, ViewportSize? viewport = null, ColorScheme theme = ColorScheme.Light)
    {
        var context = await Browser.OpenAsync(this, Person, viewport, theme);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    private async Task<string> KeepAsync()
    {
        var draft = Jobs.Forms.Samples.SampleForm.EventRegistration;
        using var file = new MemoryStream(PdfFormWriter.Write(draft with { Fields = [.. draft.Fields.Select(field => field with { Required = false })] }));
        var account = await Services.GetRequiredService<Accounts>().FindAsync(SignedInPerson.Name, default);
        return (await Services.GetRequiredService<FormUploads>().KeepAsync(file, "event.pdf", "", account!.Id, default)).Token!;
    }

    private async Task InvitePeopleAsync()
    {
        var (making, catalog) = (Services.GetRequiredService<InvitationMaking>(), Services.GetRequiredService<FormCatalog>());
        await making.InviteAsync(SampleForm, [.. Enumerable.Range(1, 60).Select(number => Invitee.Of($"Person {number}", $"person{number}@example.org", $"R-{number}", null, null))], Guid.NewGuid(), "somebody", default);
        await Database.ExecuteAsync("UPDATE invitations SET opened_at = now(), submitted_at = CASE WHEN id % 2 = 0 THEN now() END, revoked_at = CASE WHEN id % 5 = 0 THEN now() END WHERE id % 3 = 0");
        var patch = new FormPatch();
        patch.Set(FormMember.EmbedOrigins, new[] { "https://www.example.org" });
        await catalog.ChangeAsync(SampleForm.Id, patch, "somebody", default);

        using var file = new MemoryStream(PdfFormWriter.Write(SharingFixture.TwoRoles));
        RolesForm = (await Services.GetRequiredService<FormPublishing>().PublishAsync(file, "leave.pdf", "Leave request", "somebody", default)).Form!;
        var password = new FormPatch();
        password.Set(FormMember.PasswordHash, "no hash that anything matches");
        await catalog.ChangeAsync(RolesForm.Id, password, "somebody", default);
        await making.InviteAsync(RolesForm, [.. from name in (string[])["A-17", "A-18"] from role in (string[])["Applicant", "Manager"] select Invitee.Of($"{role} of {name}", null, null, role, name)], Guid.NewGuid(), "somebody", default);
    }

    private TestSubmission Submission(int number) => new()
    {
        Submitter = number % 3 == 0 ? null : $"Person {number}",
        SubmittedAt = new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(number),
        Review = number % 5 == 0 ? ReviewState.Approved : ReviewState.New,
        Columns = new Dictionary<int, FieldValue>
        {
            [Form.Field("Name").Id] = FieldValue.OfText($"Respondent {number}"),
            [Form.Field("Guests").Id] = FieldValue.Of(number % 7),
            [Form.Field("Arrival").Id] = FieldValue.OfDate(new DateTime(2026, 12, 1).AddDays(number % 20)),
            [Form.Field("Vegetarian").Id] = FieldValue.Of(number % 2 == 0),
        },
    };
}
