using System.Text.RegularExpressions;
using System.Xml;

namespace FormsHub.Jobs.Forms.Definition;

/// <summary>Reads the definition that an ONLYOFFICE PDF form carries in its first object.</summary>
public static partial class FormDefinitionReader
{
    /// <summary>Where the document is when the package does not say.</summary>
    private const string UsualDocument = "word/document.xml";

    /// <summary>Reads a file that anyone may have made: never more than the limits, nothing fetched, and every defect is an outcome.</summary>
    /// <param name="file">The whole file, seekable; only the parts that matter are read.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static FormDefinitionResult Read(Stream file, CancellationToken cancellationToken = default) =>
        Read(file, FormDefinitionLimits.Default, cancellationToken);

    internal static FormDefinitionResult Read(Stream file, FormDefinitionLimits limits, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limits.Time, limits.Clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var budget = new ReadBudget(limits, time.Token);
        try
        {
            var package = PdfFormPackage.Open(file, budget);
            return FormDefinitionResult.Read(Read(package, new PackageParts(package.Bytes, budget), budget));
        }
        catch (FormRefusedException refused)
        {
            return FormDefinitionResult.Refused(refused.Refusal, refused.Message);
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException or EndOfStreamException)
        {
            return FormDefinitionResult.Refused(FormRefusal.Damaged, "This is a damaged ONLYOFFICE form: its inside cannot be read. Publish the original file, or open it in ONLYOFFICE Docs and save it again.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FormDefinitionResult.Refused(FormRefusal.TooLarge, $"Reading this form takes longer than {limits.Time.TotalSeconds:0} seconds. Make it smaller and save it again.");
        }
    }

    private static FormDefinition Read(PdfFormPackage package, PackageParts parts, ReadBudget budget)
    {
        var root = Relationships.Of(parts, "", budget);
        var document = root.All.Find(link => link.IsOf("officeDocument"))?.Target ?? UsualDocument;
        var links = Relationships.Of(parts, document, budget);
        var roles = new RoleReader(parts, budget);
        var reader = new ControlReader(budget);
        using (var body = parts.OpenXml(document))
        {
            reader.Read(body, relation => roles.RoleOf(links, relation));
        }

        ReadOtherStories(links, parts, roles, reader, budget);
        var application = Application(root, parts);
        var wanted = reader.Controls.Select(control => control.Properties.PlaceholderName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var placeholders = GlossaryReader.Read(parts, links.All.Find(link => link.IsOf("glossaryDocument"))?.Target, wanted, budget);
        var definition = new FormDefinition
        {
            Fields = FieldGrouping.Group(reader.Controls, placeholders, CallsSignaturesSo(application), budget),
            Roles = roles.Roles(),
            Warnings = [],
            PackageSha256 = package.Sha256,
            Application = application,
        };
        FormDefinitionChecks.Check(definition, budget.Warn);
        return definition with { Warnings = budget.Warnings };
    }

    /// <summary>Fields in headers, footers and notes count. Damage there costs those fields only.</summary>
    private static void ReadOtherStories(Relationships links, PackageParts parts, RoleReader roles, ControlReader reader, ReadBudget budget)
    {
        foreach (var part in links.All.Where(link => link.IsOf("header") || link.IsOf("footer") || link.IsOf("footnotes") || link.IsOf("endnotes")).Select(link => link.Target).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                var own = Relationships.Of(parts, part, budget);
                using var story = parts.OpenXml(part);
                reader.Read(story, relation => roles.RoleOf(own, relation));
            }
            catch (Exception damage) when (damage is InvalidDataException or XmlException)
            {
                budget.Warn($"{part} is damaged; fields in it may be missing.");
            }
        }
    }

    private static string? Application(Relationships root, PackageParts parts)
    {
        var part = root.All.Find(link => link.IsOf("extended-properties"))?.Target ?? "docProps/app.xml";
        try
        {
            using var xml = parts.OpenXml(part);
            var inside = false;
            while (xml.Read())
            {
                if (inside && xml.IsText && xml.Text.Length <= 200)
                {
                    return xml.Text.Trim();
                }

                inside = xml.IsElement && xml.Name == "Application";
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException)
        {
            // A form that does not say what made it is read like one of the newest editor.
        }

        return null;
    }

    /// <summary>Editors before 9.4 send signatures as pictures.</summary>
    private static bool CallsSignaturesSo(string? application) =>
        application is null || OnlyOffice().Match(application) is not { Success: true } version || !Version.TryParse(version.Groups[1].ValueSpan, out var number) || number >= new Version(9, 4);

    [GeneratedRegex(@"^ONLYOFFICE/([0-9]{1,5}\.[0-9]{1,5})", RegexOptions.None, 1000)]
    private static partial Regex OnlyOffice();
}
