using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace FormsHub.Tests.Reports.Excel;

/// <summary>What the standard says of a file, every part of it.</summary>
internal static class PackageCheck
{
    public static void IsValid(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(10).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")));
    }
}
