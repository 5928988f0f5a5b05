using System.Security.Cryptography;

namespace FormsHub.Jobs.Forms.Samples;

/// <summary>Writes a PDF form that ONLYOFFICE Docs opens for filling and every other viewer shows: the package first, drawn pages with AcroForm fields behind it.</summary>
public static class PdfFormWriter
{
    /// <summary>The whole file. Equal drafts give equal bytes.</summary>
    public static byte[] Write(FormDraft draft)
    {
        var file = new PdfFile();
        var catalog = PrintView.Draw(draft, file);
        return file.Write(FormPackage.Write(draft), catalog);
    }

    /// <summary>A package that is there already, before one empty page.</summary>
    internal static byte[] Wrap(byte[] package)
    {
        var file = new PdfFile();
        var catalog = PrintView.Draw(new FormDraft { Title = "", Fields = [] }, file);
        return file.Write(package, catalog);
    }

    /// <summary>The package's fingerprint, which its object and both trailer /IDs carry: a program that changes the pages changes only the trailer.</summary>
    internal static string IdOf(byte[] package) => Convert.ToHexString(SHA256.HashData(package).AsSpan(0, 16));
}
