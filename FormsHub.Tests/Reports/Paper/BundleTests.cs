using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Formats;
using FormsHub.Jobs.Reports.Paper.Bundles;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Pdf;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FormsHub.Tests.Reports.Paper;

public class BundleTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task A_bundle_has_contents_and_behind_each_page_the_document_as_it_was_received()
    {
        var form = await app.NewFormAsync(new TestField("Name", ColumnKind.Text));
        var documents = new List<byte[]>();
        foreach (var name in (string[])["Ada", "Grace", "Mary"])
        {
            documents.Add(FilledForm(name));
            await form.AddAsync(new TestSubmission { Submitter = name, Document = await app.KeepAsync(documents[^1], "application/pdf"), Columns = form.Values(("Name", FieldValue.OfText(name))) });
        }

        var pdf = await BundleAsync(form);

        PdfReader.Check(pdf);
        var pages = PdfReader.Pages(pdf, "-layout");
        Assert.Equal(7, pages.Length);
        Assert.All(["No. 1 · Ada", "No. 2 · Grace", "No. 3 · Mary", "Contents"], text => Assert.Contains(text, pages[0], StringComparison.Ordinal));
        Assert.Matches(@"No\. 1 · Ada.* 2\n", pages[0]);
        Assert.Matches(@"No\. 3 · Mary.* 6\n", pages[0]);
        Assert.Contains("Page 4 of 7", pages[3], StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("The received document follows, 1 page.", pages[1 + (2 * i)], StringComparison.Ordinal);
            AssertSame(PdfReader.Render(documents[i]), PdfReader.Render(pdf, 3 + (2 * i)));
        }

        Assert.Equal([1, 2, 4, 6], PdfReader.Outlines(pdf).EnumerateArray().Select(bookmark => bookmark.GetProperty("destpageposfrom1").GetInt32()));
        Assert.Equal([2, 4, 6], BundleLinks.Pages(pdf));
        Assert.Equal(3, BundleLinks.FieldNames(pdf).Distinct().Count());
        Assert.Empty(Directory.EnumerateDirectories(app.Services.GetRequiredService<ScratchFolders>().Root));
    }

    [Fact]
    public async Task A_document_that_cannot_be_appended_is_named_and_spoils_nothing()
    {
        var form = await app.NewFormAsync(new TestField("Name", ColumnKind.Text));
        var good = FilledForm("Ada");
        var damagedLater = await app.KeepAsync(FilledForm("Later"), "application/pdf");
        byte[]?[] documents =
        [
            await app.KeepAsync(good, "application/pdf"), await app.KeepAsync("%PDF-1.7 and nothing else"u8.ToArray(), "application/pdf"),
            await app.KeepAsync(Qpdf(good, "--encrypt", "user", "owner", "256", "--"), "application/pdf"), await app.KeepAsync(Qpdf(good, "--encrypt", "", "owner", "256", "--"), "application/pdf"),
            await app.KeepAsync("PK docx"u8.ToArray(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), null, damagedLater,
        ];
        foreach (var document in documents)
        {
            await form.AddAsync(new TestSubmission { Document = document });
        }

        var name = Convert.ToHexStringLower(damagedLater);
        await File.WriteAllBytesAsync(Path.Combine(app.DataDirectory, "blobs", name[..2], name), good);

        var pdf = await BundleAsync(form);

        PdfReader.Check(pdf);
        var pages = PdfReader.Pages(pdf);
        Assert.Equal(1 + documents.Length + 1, pages.Length);
        var contents = pages[0].Replace('\n', ' ');
        string[] problems = ["It is damaged.", "It is encrypted.", "It is encrypted.", "It is no PDF file", "It has not arrived yet.", "Its stored bytes are not those that were received."];
        Assert.All(problems, (problem, index) => Assert.Contains($"The received document is not appended. {problem}", pages[index + 3].Replace('\n', ' '), StringComparison.Ordinal));
        Assert.All(problems.Where(problem => problem.Length < 20), problem => Assert.Contains(problem, contents, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_with_faults_that_can_be_mended_is_appended()
    {
        var form = await app.NewFormAsync();
        var document = Encoding.Latin1.GetString(FilledForm("Ada")).Replace("startxref\n", "startxref\n9", StringComparison.Ordinal);
        await form.AddAsync(new TestSubmission { Document = await app.KeepAsync(Encoding.Latin1.GetBytes(document), "application/pdf") });

        var pdf = await BundleAsync(form);

        Assert.Equal(3, PdfReader.Pages(pdf).Length);
        PdfReader.Check(pdf);
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_what_somebody_works_on_stays()
    {
        var folders = app.Services.GetRequiredService<ScratchFolders>();
        using var busy = folders.Create();
        var left = Directory.CreateDirectory(Path.Combine(folders.Root, "left")).FullName;
        File.WriteAllText(Path.Combine(left, "document-1.pdf"), "of somebody");
        var young = Directory.CreateDirectory(Path.Combine(folders.Root, "young")).FullName;
        Directory.SetLastWriteTimeUtc(busy.Path, DateTime.UtcNow.AddHours(-1));
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));

        folders.Sweep();

        Assert.Equal((true, false, true), (Directory.Exists(busy.Path), Directory.Exists(left), Directory.Exists(young)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(busy.Path));
        Directory.Delete(young);
    }

    [Fact]
    public async Task Whoever_takes_a_bundle_slowly_keeps_nobody_else_waiting()
    {
        var form = await app.NewFormAsync();
        await form.AddAsync(new TestSubmission { Document = await app.KeepAsync(FilledForm("Ada"), "application/pdf") });
        var services = app.Services;
        var format = services.GetRequiredService<ReportFormats>().Find("pdf")!;
        var stored = (await services.GetRequiredService<FormCatalog>().GetAsync(form.Id, default))!;
        var request = ReportRequestParser.Parse(stored, form.Fields, format, [new("layout", "bundle")], "somebody", DateTimeOffset.UtcNow).Request!;
        var slow = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var first = services.GetRequiredService<ReportWriter>().WriteAsync(format, request, slow.Writer.AsStream(), null, default);
        await slow.Reader.ReadAsync();

        PdfReader.Check(await BundleAsync(form).WaitAsync(Deadline.Longest));

        Assert.False(first.IsCompleted);
        await slow.Reader.CompleteAsync();
        Assert.Equal(1, await first);
    }

    private Task<byte[]> BundleAsync(TestForm form) => _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.pdf?layout=bundle&sort=number");

    /// <summary>A page with a text field that has its value and its appearance, under the same name in every copy.</summary>
    private static byte[] FilledForm(string name) => Qpdf(Encoding.Latin1.GetBytes(
        $"""
        %PDF-1.7
        1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /DA (/F 12 Tf 0 g) /DR << /Font << /F 6 0 R >> >> >> >> endobj
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 7 0 R /Resources << /Font << /F 6 0 R >> >> /Annots [4 0 R] >> endobj
        4 0 obj << /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V ({name}) /DA (/F 12 Tf 0 g) /F 4 /Rect [50 200 250 224] /P 3 0 R /AP << /N 5 0 R >> >> endobj
        5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 200 24] /Resources << /Font << /F 6 0 R >> >> /Length {32 + name.Length} >> stream
        BT /F 12 Tf 4 7 Td ({name}) Tj ET
        endstream endobj
        6 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
        7 0 obj << /Length 39 >> stream
        BT /F 18 Tf 50 250 Td (Your name) Tj ET
        endstream endobj
        trailer << /Root 1 0 R >>
        """));

    private static byte[] Qpdf(byte[] pdf, params string[] options)
    {
        var (input, output) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            File.WriteAllBytes(input, pdf);
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/qpdf", ["--static-id", .. options, input, output]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return File.ReadAllBytes(output);
        }
        finally
        {
            File.Delete(input);
            File.Delete(output);
        }
    }

    private static void AssertSame(PagePicture expected, PagePicture actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.NotEqual(0, expected.Ink(0, 0, expected.Width, expected.Height));
        for (var y = 0; y < expected.Height; y++)
        {
            for (var x = 0; x < expected.Width; x++)
            {
                Assert.True(expected.At(x, y) == actual.At(x, y), $"pixel {x}, {y}");
            }
        }
    }
}
