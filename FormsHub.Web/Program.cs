using FormsHub.Jobs;
using FormsHub.Web.Access;
using FormsHub.Web.Callbacks;
using FormsHub.Web.Editor;
using FormsHub.Web.Forms;
using FormsHub.Web.Hosting;
using FormsHub.Web.Operations;
using FormsHub.Web.PracticeEditor;
using FormsHub.Web.Reports;
using FormsHub.Web.Sessions;
using FormsHub.Web.Sharing;
using FormsHub.Web.Submissions;
using FormsHub.Web.Verification;

return await ProgramRun.ToExitCodeAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.Services.AddFormsHubJobs(builder.Configuration);
    builder.Services.AddAccess();
    builder.Services.AddCallbacks();
    builder.Services.AddForms();
    builder.Services.AddEditor();
    builder.Services.AddOperations();
    builder.Services.AddPracticeEditor();
    builder.Services.AddReportPages();
    builder.Services.AddVerification();

    var app = builder.Build();
    app.UseHosting();
    app.MapCallbacks();
    app.MapAccess();
    app.MapForms();
    app.MapEditor();
    app.MapSharing();
    app.MapSubmissions();
    app.MapReports();
    app.MapSessions();
    app.MapVerification();
    app.MapOperations();
    app.MapPracticeEditor();
    app.MapRazorPages();
    return app.RunAsync(args);
});
