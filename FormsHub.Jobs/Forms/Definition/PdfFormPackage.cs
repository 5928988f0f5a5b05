using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>The OOXML package in the first object of an ONLYOFFICE PDF form, cut out without reading the PDF as such: the Document Server does the same.</summary>
internal sealed partial record PdfFormPackage(SliceStream Bytes, byte[] Sha256)
{
    /// <summary>The converter takes offset and length from this many first bytes.</summary>
    private const int HeaderBytes = 4096;

    /// <summary>The first object must begin within this many bytes, or the editor opens a plain PDF.</summary>
    private const int MarkerBytes = 300;
    private const string Marker = "%\u00CD\u00CA\u00D2\u00A9\r1 0 obj\n<<\n";
    private const string StreamStart = "stream\r\n";

    public static PdfFormPackage Open(Stream stream, ReadBudget budget)
    {
        var file = new SliceStream(stream, 0, stream.Length);
        if (file.Length > budget.Limits.FileBytes)
        {
            throw new FormRefusedException(FormRefusal.TooLarge, $"The file is larger than {budget.Limits.FileBytes >> 20} MB. Make its pictures smaller and save it again.");
        }

        var head = Encoding.Latin1.GetString(file.ReadAt(0, HeaderBytes));
        if (head.IndexOf("%PDF-", StringComparison.Ordinal) is < 0 or > 1024)
        {
            throw new FormRefusedException(FormRefusal.NotAPdf, file.Length == 0
                ? "The file is empty."
                : "This is not a PDF file. Publish a PDF form: in ONLYOFFICE Docs open the form and choose Save as PDF form.");
        }

        var trailer = PdfTrailer.Read(file, budget);
        if (trailer.Encrypted)
        {
            throw new FormRefusedException(FormRefusal.Encrypted, "This PDF is protected by a password or restricted rights. Save it without protection and publish that file.");
        }

        var header = FormHeader(file, head, budget);
        var package = Slice(file, header, budget);
        WarnIfStale(header, trailer, budget);
        return new PdfFormPackage(package, Hash(package, budget));
    }

    private static string FormHeader(SliceStream file, string head, ReadBudget budget)
    {
        var marker = head.IndexOf(Marker, StringComparison.Ordinal);
        var stream = marker is < 0 or > MarkerBytes ? -1 : head.IndexOf(StreamStart, marker, StringComparison.Ordinal);
        if (stream > 0 && head[marker..stream].Contains("ONLYOFFICEFORM", StringComparison.Ordinal))
        {
            return head[..(stream + StreamStart.Length)];
        }

        if (head.Contains("/ONLYOFFICEFORM", StringComparison.Ordinal))
        {
            throw Damaged("its first object is not as ONLYOFFICE writes it");
        }

        throw new FormRefusedException(FormRefusal.NotAForm, file.Contains("/AcroForm"u8, budget)
            ? "This PDF has form fields, but not ONLYOFFICE's own form definition. If another program has rewritten the file (optimised, merged, signed), publish the original; otherwise open it in ONLYOFFICE Docs and save it as a PDF form."
            : "This PDF has no form in it. Make one in ONLYOFFICE Docs and save it as a PDF form. If it was one, another program has rewritten the file and dropped the form: publish the original.");
    }

    private static SliceStream Slice(SliceStream file, string header, ReadBudget budget)
    {
        var place = Place().Match(header);
        var declared = LengthEntry().Match(header);
        if (!place.Success || !declared.Success)
        {
            throw Damaged("its first object does not say where the form is");
        }

        var (offset, length) = (Digits(place.Groups[1]), Digits(place.Groups[2]));
        if (length == 0 || offset + length > Digits(declared.Groups[1]))
        {
            throw Damaged("the place it gives for the form is not inside its first object");
        }

        if (header.Length + offset + length > file.Length)
        {
            throw Damaged("the end of the file is missing");
        }

        if (length > budget.Limits.PackageBytes)
        {
            throw new FormRefusedException(FormRefusal.TooLarge, $"The form inside this PDF is larger than {budget.Limits.PackageBytes >> 20} MB. Make its pictures smaller and save it again.");
        }

        var package = new SliceStream(file, header.Length + offset, length);
        return package.ReadAt(0, 4).AsSpan().SequenceEqual("PK\u0003\u0004"u8) ? package : throw Damaged("what should be the form is something else");
    }

    private static void WarnIfStale(string header, PdfTrailer trailer, ReadBudget budget)
    {
        if (!trailer.Found)
        {
            budget.Warn("The end of the PDF is missing; its form could be read, but viewers may refuse the file. Save it again in ONLYOFFICE Docs.");
            return;
        }

        // Every program that saves a PDF gives it a new second /ID; the form's own object keeps the one it was written with.
        var own = IdEntry().Match(header) is { Success: true } id ? id.Groups[1].Value : null;
        if (own is not null && trailer.Id is not null && (!own.Equals(trailer.Id, StringComparison.OrdinalIgnoreCase) || trailer.Id == trailer.PreviousId))
        {
            budget.Warn("The package does not match the pages: another program has changed the PDF after ONLYOFFICE saved it, and the editor may open it as a plain PDF. Publish the file as ONLYOFFICE saved it.");
        }
    }

    private static byte[] Hash(SliceStream package, ReadBudget budget)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[128 * 1024];
        package.Position = 0;
        for (int read; (read = package.Read(block)) > 0;)
        {
            budget.Checkpoint();
            hash.AppendData(block, 0, read);
        }

        return hash.GetHashAndReset();
    }

    private static FormRefusedException Damaged(string what) =>
        new(FormRefusal.Damaged, $"This is a damaged ONLYOFFICE form: {what}. Publish the original file, or open it in ONLYOFFICE Docs and save it again.");

    private static long Digits(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>Exactly the blanks that the Document Server looks for.</summary>
    [GeneratedRegex(@"ONLYOFFICEFORM \[ ([0-9]{1,10}) ([0-9]{1,10}) ", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"/Length\s+([0-9]{1,10})(?![0-9])", RegexOptions.None, 1000)]
    private static partial Regex LengthEntry();

    [GeneratedRegex(@"/ID\s*<([0-9A-Fa-f]{0,256})>", RegexOptions.None, 1000)]
    private static partial Regex IdEntry();
}
