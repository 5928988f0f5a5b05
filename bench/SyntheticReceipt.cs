using System.Globalization;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports.Receipts;
using FormsHub.Jobs.Storage;
using FormsHub.Jobs.Submissions;
using FormsHub.Tests.Reports.Pdf;

namespace FormsHub.Bench;

/// <summary>Receipts and rows as they come from the database, always the same.</summary>
internal static class SyntheticReceipt
{
    private static readonly string[] Words = ["river", "Köln", "north & south", "delivery", "waiting", "clean", "friendly", "appointment", "ticket", "left"];
    private static readonly string[] Choices = ["Very satisfied", "Satisfied", "Neither nor", "Dissatisfied"];
    private static readonly byte[] Signature = Png.Of(600, 200);

    /// <summary>With what each is called.</summary>
    public static IEnumerable<(string Name, Receipt Receipt)> All =>
    [
        ("8 answers", Of([.. Enumerable.Range(1, 8).Select(number => ($"Question {number}", $"The answer to question {number} has some words"))], null)),
        ("25 answers", Of([.. Enumerable.Range(1, 25).Select(number => ($"Question {number}", $"The answer to question {number} has some words"))], null)),
        ("8 answers and a signature of 600 by 200 pixels", Of([.. Enumerable.Range(1, 8).Select(number => ($"Question {number}", "Some words"))], new BlobReference(new byte[32], "image/png", Signature.Length))),
        ("8 answers in eight scripts", Of([("Name", "Zoë"), ("Имя", "Анна Адамс"), ("Όνομα", "Άννα"), ("الاسم", "آنا آدمز"), ("שם", "אנה"), ("नाम", "अनीता शर्मा"), ("ชื่อ", "สมชาย"), ("氏名", "山田太郎")], null)),
    ];

    public static async IAsyncEnumerable<string[]> Rows(int count)
    {
        var random = new Random(20261118);
        var row = new string[8];
        for (var number = 1; number <= count; number++)
        {
            row[0] = number.ToString("N0", CultureInfo.InvariantCulture);
            row[1] = new DateTime(2026, 1, 1).AddMinutes(number * 7).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
            row[2] = string.Create(CultureInfo.InvariantCulture, $"{Words[random.Next(10)]} {Words[random.Next(10)]} {number}");
            row[3] = number % 3 == 0 ? "new" : "approved";
            row[4] = (random.Next(1_000_000) / 100m).ToString("N2", CultureInfo.InvariantCulture);
            row[5] = Choices[random.Next(Choices.Length)];
            row[6] = string.Join(' ', Enumerable.Range(0, random.Next(3, 15)).Select(_ => Words[random.Next(10)]));
            row[7] = number % 2 == 0 ? "Yes" : "No";
            yield return row;
        }

        await Task.CompletedTask;
    }

    private static Receipt Of((string Label, string Text)[] answers, BlobReference? signature)
    {
        var values = answers.Select((answer, index) => new SubmittedValue(FieldOf(index, answer.Label, FieldType.Text), FieldValue.OfText(answer.Text), answer.Text, null, null)).ToList();
        if (signature is not null)
        {
            values.Add(new SubmittedValue(FieldOf(values.Count, "Signature", FieldType.Signature), FieldValue.Of(signature), "picture", null, null));
        }

        var code = VerificationCode.Of(1234, new byte[32]);
        return new Receipt
        {
            VerificationCode = code,
            VerifyUrl = $"https://forms.example.org/verify/{code}",
            Form = new Form { Id = 1, Slug = "garden", Title = "Application for a garden inspection", LinkToken = "", State = "open", VersionId = 1, VersionNumber = 1, FileSha256 = [], FileName = "", AskedBy = "City of Plymouth, Parks Department" },
            Submission = new SubmissionDetail
            {
                FormId = 1, FormSlug = "garden", FormTitle = "Application for a garden inspection", DocumentKey = "key", Values = values, Timeline = [], DocumentSha256 = new byte[32],
                Row = new SubmissionRow { Id = 1234, Number = 1234, SubmittedAt = new(2026, 6, 18, 14, 5, 9, DateTimeKind.Utc), Submitter = "Anna Adams", Version = 1, State = SubmissionState.Normalized, Review = ReviewState.New, HasDocument = true, Late = false, Values = [] },
            },
        };
    }

    private static FormField FieldOf(int index, string label, FieldType type) => new() { Id = index + 1, Key = label, Type = type, Name = label, Label = label };

    /// <summary>Has one picture, whatever it is asked for.</summary>
    internal sealed class Blobs : IBlobStore
    {
        public Stream? OpenRead(byte[] sha256) => new MemoryStream(Signature);

        public Task<BlobReference> WriteAsync(Stream content, string mediaType, long limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> VerifyAsync(byte[] sha256, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
