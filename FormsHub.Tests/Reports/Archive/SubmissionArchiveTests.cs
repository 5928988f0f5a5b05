using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Csv;
using FormsHub.Tests.Reports.Pdf;
using FormsHub.Tests.Submissions;
using FormsHub.Tests.Support;

namespace FormsHub.Tests.Reports.Archive;

public class SubmissionArchiveTests(IdleApplication app) : IClassFixture<IdleApplication>
{
    private readonly HttpClient _client = app.CreateApiClient();

    [Fact]
    public async Task An_archive_has_a_folder_for_each_submission_a_table_and_a_list_of_all_files()
    {
        var form = await app.NewFormAsync(new("Photo", ColumnKind.Blob), new("photo", ColumnKind.Blob, FieldType.Signature), new("name", ColumnKind.Text));
        var (png, pdf, data) = (Png.Of(60, 20), "%PDF-1.7 filled"u8.ToArray(), "[{\"key\":\"name\",\"value\":\"Ada\",\"type\":\"text\"}]"u8.ToArray());
        var picture = FieldValue.Of(new BlobReference(await app.KeepAsync(png, "image/png"), "image/png", png.Length));
        await form.AddAsync(new TestSubmission
        {
            Submitter = "Ada / Lovelace\u202e", Document = await app.KeepAsync(pdf, "application/pdf"), FormData = await app.KeepAsync(data, "application/json"),
            Columns = form.Values(("Photo", picture), ("photo", picture), ("name", FieldValue.OfText("Ada"))),
        });
        await form.AddAsync(new TestSubmission { Submitter = null });

        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions.zip?sort=number");
        using var zip = new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync()));

        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        const string folder = "0001 Ada - Lovelace";
        Assert.Equal(
            [$"{folder}/document.pdf", $"{folder}/form-data.json", $"{folder}/Photo.png", $"{folder}/photo (2).png", "submissions.csv", "manifest.json"],
            zip.Entries.Select(entry => entry.FullName));
        Assert.Equal([pdf, data, png, png], zip.Entries.Take(4).Select(BytesOf));
        var rows = CsvRows.Of(Encoding.UTF8.GetString(BytesOf(zip.GetEntry("submissions.csv")!)).TrimStart('\uFEFF'));
        Assert.Equal(["Photo", "photo 2", "name", "Folder"], rows[0][^4..]);
        Assert.Equal(["Ada", folder], rows[1][^2..]);
        Assert.StartsWith(folder, rows[1][^4], StringComparison.Ordinal);
        Assert.Equal("", rows[2][^1]);
        var manifest = Manifest(zip);
        var submissions = manifest.GetProperty("submissions").EnumerateArray().ToArray();
        Assert.Equal([1, 2], submissions.Select(submission => submission.GetProperty("number").GetInt32()));
        foreach (var file in submissions[0].GetProperty("files").EnumerateArray())
        {
            var bytes = BytesOf(zip.GetEntry(file.GetProperty("path").GetString()!)!);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Length, file.GetProperty("size").GetInt64());
        }

        Assert.Equal("It has not arrived yet.", Assert.Single(submissions[1].GetProperty("files").EnumerateArray()).GetProperty("problem").GetString());
        Assert.Equal("{\"submissions\":2,\"files\":4,\"bytes\":" + (pdf.Length + data.Length + (2 * png.Length)) + ",\"problems\":1}", manifest.GetProperty("totals").GetRawText());
    }

    [Fact]
    public async Task What_is_damaged_or_missing_is_named_and_spoils_nothing_else()
    {
        var form = await app.NewFormAsync(new TestField("Photo", ColumnKind.Blob));
        var (good, damaged, lost) = ("good"u8.ToArray(), Encoding.ASCII.GetBytes(new string('d', 1_500_000)), "lost"u8.ToArray());
        var damagedHash = await app.KeepAsync(damaged, "application/pdf");
        var lostHash = await app.KeepAsync(lost, "image/png");
        await form.AddAsync(new TestSubmission { Submitter = "A", Document = damagedHash, Columns = form.Values(("Photo", FieldValue.Of(new BlobReference(lostHash, "image/png", lost.Length)))) });
        await form.AddAsync(new TestSubmission { Submitter = "B", Document = await app.KeepAsync(good, "application/pdf") });
        damaged[1_400_000] = (byte)'x';
        await File.WriteAllBytesAsync(BlobFile(damagedHash), damaged);
        File.Delete(BlobFile(lostHash));

        using var zip = new ZipArchive(new MemoryStream(await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.zip?sort=number")));

        Assert.Equal(["0001 A/document (damaged).pdf", "0002 B/document.pdf", "submissions.csv", "manifest.json"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal([damaged, good], zip.Entries.Take(2).Select(BytesOf));
        var files = Manifest(zip).GetProperty("submissions")[0].GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal(Convert.ToHexStringLower(damagedHash), files[0].GetProperty("receivedSha256").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(damaged)), files[0].GetProperty("sha256").GetString());
        Assert.Contains("not those that were received", files[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, files[1].GetProperty("path").ValueKind);
        Assert.Equal(Convert.ToHexStringLower(lostHash), files[1].GetProperty("receivedSha256").GetString());
    }

    [Theory]
    [InlineData("documents=false", "form-data.json,Photo.png")]
    [InlineData("images=false", "document.pdf,form-data.json")]
    [InlineData("data=false", "document.pdf,Photo.png")]
    [InlineData("documents=false&images=false&data=false", "")]
    [InlineData("column=number", "document.pdf,form-data.json")]
    public async Task Only_what_is_wanted_is_in_it(string options, string expected)
    {
        var form = await app.NewFormAsync(new TestField("Photo", ColumnKind.Blob));
        var photo = await app.KeepAsync("p"u8.ToArray(), "image/png");
        await form.AddAsync(new TestSubmission
        {
            Document = await app.KeepAsync("d"u8.ToArray(), "application/pdf"), FormData = await app.KeepAsync("[]"u8.ToArray(), "application/json"),
            Columns = form.Values(("Photo", FieldValue.Of(new BlobReference(photo, "image/png", 1)))),
        });

        using var zip = new ZipArchive(new MemoryStream(await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.zip?{options}")));

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), zip.Entries.Where(entry => entry.FullName.Contains('/')).Select(entry => entry.Name));
    }

    [Fact]
    public async Task More_than_one_batch_is_whole_and_in_order()
    {
        var form = await app.NewFormAsync(new TestField("name", ColumnKind.Text));
        var document = await app.KeepAsync("%PDF"u8.ToArray(), "application/pdf");
        for (var i = 0; i < 450; i++)
        {
            await form.AddAsync(new TestSubmission { Submitter = "Ada", Document = document, Columns = form.Values(("name", FieldValue.OfText($"name {i + 1}"))) });
        }

        using var zip = new ZipArchive(new MemoryStream(await _client.GetByteArrayAsync($"/api/forms/{form.Id}/submissions.zip?sort=number")));

        Assert.Equal(Enumerable.Range(1, 450).Select(number => $"{number:0000} Ada/document.pdf"), zip.Entries.Take(450).Select(entry => entry.FullName));
        var rows = CsvRows.Of(Encoding.UTF8.GetString(BytesOf(zip.GetEntry("submissions.csv")!)));
        Assert.Equal(Enumerable.Range(1, 450).Select(number => $"name {number}"), rows.Skip(1).Select(row => row[^2]));
        Assert.Equal(450, Manifest(zip).GetProperty("submissions").GetArrayLength());
    }

    [Fact]
    public async Task A_failure_half_way_breaks_the_connection()
    {
        // Pieces of 250 rows; the last, oldest row holds a number that no cell can.
        var form = await app.NewFormAsync([.. Enumerable.Range(0, 1000).Select(i => new TestField($"n{i}", ColumnKind.Number))]);
        var document = await app.KeepAsync(new byte[10_000], "application/pdf");
        for (var i = 0; i < 260; i++)
        {
            await form.AddAsync(new TestSubmission { Document = document, SubmittedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i) });
        }

        await app.Database.ExecuteAsync($"UPDATE data.f{form.Id} SET {form.Fields[0].ColumnName} = 1e40 WHERE number = 1");
        using var response = await _client.GetAsync($"/api/forms/{form.Id}/submissions.zip", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null));
    }

    private string BlobFile(byte[] sha256) => Path.Combine(app.DataDirectory, "blobs", Convert.ToHexStringLower(sha256)[..2], Convert.ToHexStringLower(sha256));

    private static JsonElement Manifest(ZipArchive zip) => JsonDocument.Parse(BytesOf(zip.GetEntry("manifest.json")!)).RootElement;

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
