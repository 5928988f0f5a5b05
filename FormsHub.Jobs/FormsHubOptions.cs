using System.ComponentModel.DataAnnotations;
using FormsHub.Jobs.Reports.Pdf;

namespace FormsHub.Jobs;

/// <summary>Where FormsHub lives and how others reach it (section <c>FormsHub</c>).</summary>
public sealed class FormsHubOptions
{
    /// <summary>The address people open in a browser, such as <c>https://forms.example.org</c>. Empty: the address FormsHub listens on.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The address under which the Document Server reaches FormsHub. Empty: <see cref="PublicUrl"/>.</summary>
    public string InternalUrl { get; set; } = "";

    /// <summary>Folder of everything FormsHub keeps: blobs, keys and the embedded PostgreSQL cluster. Relative paths start at the working directory.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";
}

/// <summary>The ONLYOFFICE Document Server (section <c>DocumentServer</c>).</summary>
public sealed class DocumentServerOptions
{
    /// <summary>Its address as browsers reach it. Empty: the built-in practice editor.</summary>
    public string Url { get; set; } = "";

    /// <summary>Its address as FormsHub reaches it. Empty: <see cref="Url"/>.</summary>
    public string InternalUrl { get; set; } = "";

    /// <summary>The secret shared with it. Required with <see cref="Url"/> unless <see cref="JwtEnabled"/> is false; the practice editor makes its own.</summary>
    public string JwtSecret { get; set; } = "";

    /// <summary>Whether callbacks must be signed. Turning it off lets anyone who knows a callback address send submissions.</summary>
    public bool JwtEnabled { get; set; } = true;

    /// <summary>Name of the HTTP header that carries a token.</summary>
    [Required]
    public string JwtHeader { get; set; } = "Authorization";

    /// <summary>What stands before the token in the header.</summary>
    public string JwtPrefix { get; set; } = "Bearer ";

    /// <summary>PEM file with the certificate authorities that its HTTPS certificate may come from. Empty: the system's.</summary>
    public string CertificateAuthorityFile { get; set; } = "";

    /// <summary>Paths, below the Document Server's address, that downloads may come from.</summary>
    public string[] DownloadPaths { get; set; } = ["/cache/files/", "/storage-cache/"];

    /// <summary>Seconds without a byte after which a download is given up.</summary>
    [Range(1, 85)]
    public int DownloadStallSeconds { get; set; } = 20;

    /// <summary>Seconds after which a whole callback is given up and answered 503.</summary>
    [Range(5, 85)]
    public int CallbackSeconds { get; set; } = 80;

    /// <summary>Seconds that the answer to one command may take.</summary>
    [Range(1, 60)]
    public int CommandSeconds { get; set; } = 10;
}

/// <summary>Where bytes and tables are kept (section <c>Storage</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>Folder with PostgreSQL's programs. Empty: the newest below <c>/usr/lib/postgresql</c>.</summary>
    public string PostgresPrograms { get; set; } = "";

    /// <summary>TCP port of the embedded PostgreSQL on 127.0.0.1. 0: a free one, chosen at the first start and kept.</summary>
    [Range(0, 65535)]
    public int PostgresPort { get; set; }
}

/// <summary>Background work on this node (section <c>Jobs</c>).</summary>
public sealed class JobsOptions
{
    /// <summary>Whether this node runs jobs; false makes a node that only serves HTTP.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Jobs that run at once on this node.</summary>
    [Range(1, 64)]
    public int Workers { get; set; } = 8;

    /// <summary>Submissions claimed and normalized in one transaction.</summary>
    [Range(1, 1000)]
    public int NormalizeBatch { get; set; } = 100;

    /// <summary>Seconds between two sweeps for submissions whose trigger was lost.</summary>
    [Range(1, 3600)]
    public int NormalizeSweepSeconds { get; set; } = 3;

    /// <summary>Attempts after which a submission stays failed until a person runs it again.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 8;
}

/// <summary>Sign-in and keys (section <c>Access</c>).</summary>
public sealed class AccessOptions
{
    /// <summary>An administrator API key that is accepted from the first start on; at least 16 characters. Empty: none.</summary>
    public string BootstrapApiKey { get; set; } = "";

    /// <summary>Print a fresh one-time sign-in code at start although an administrator exists (a forgotten password).</summary>
    public bool NewSignInCode { get; set; }

    /// <summary>Attempts at signing in, and at each form's password, that one network address has at once; it gets another one every six seconds.</summary>
    [Range(3, 1000)]
    public int SignInAttempts { get; set; } = 10;

    /// <summary>Verification codes that one network address may check at once; it may check another one every two seconds.</summary>
    [Range(3, 100_000)]
    public int VerificationAttempts { get; set; } = 30;
}

/// <summary>Files for people (section <c>Reports</c>).</summary>
public sealed class ReportsOptions
{
    /// <summary>Size of the pages of receipts and reports: <c>A4</c> or <c>Letter</c>.</summary>
    public PaperSize Paper { get; set; } = PaperSize.A4;

    /// <summary>Submissions up to which a table (Excel, CSV, JSON Lines) is downloaded from a page at once; more are prepared in the background.</summary>
    [Range(0, 10_000_000)]
    public int StreamRows { get; set; } = 20_000;

    /// <summary>Submissions up to which a file with documents or pages (PDF, ZIP) is downloaded from a page at once.</summary>
    [Range(0, 10_000_000)]
    public int StreamDocuments { get; set; } = 200;

    /// <summary>Reports that this node makes at once in the background; each keeps one core busy.</summary>
    [Range(1, 16)]
    public int AtOnce { get; set; } = 1;

    /// <summary>Attempts after which a report in the background stays failed until a person asks again.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>Reports of one person that wait or are being made at a time.</summary>
    [Range(1, 1000)]
    public int WaitingPerPerson { get; set; } = 5;

    /// <summary>Days that the file of a report is kept.</summary>
    [Range(1, 3650)]
    public int KeptDays { get; set; } = 7;

    /// <summary>Times that one network address may follow links to reports at once; it may once more every two seconds.</summary>
    [Range(3, 100_000)]
    public int LinkDownloads { get; set; } = 30;
}

/// <summary>The most that is taken from outside (section <c>Limits</c>).</summary>
public sealed class LimitsOptions
{
    /// <summary>Megabytes (1,048,576 bytes) of a PDF form that is published.</summary>
    [Range(1, 1024)]
    public int FormFileMegabytes { get; set; } = 100;

    /// <summary>Megabytes of a document that the Document Server saves.</summary>
    [Range(1, 2048)]
    public int DocumentMegabytes { get; set; } = 200;

    /// <summary>Megabytes of the form data of one submission.</summary>
    [Range(1, 256)]
    public int FormDataMegabytes { get; set; } = 30;

    /// <summary>Megabytes of a changes archive.</summary>
    [Range(1, 2048)]
    public int ChangesMegabytes { get; set; } = 200;

    /// <summary>Megabytes of one picture or signature, decoded.</summary>
    [Range(1, 256)]
    public int PictureMegabytes { get; set; } = 20;

    /// <summary>Kilobytes (1,024 bytes) of a callback's body.</summary>
    [Range(64, 10240)]
    public int CallbackKilobytes { get; set; } = 1024;

    public static long Bytes(int megabytes) => megabytes * 1024L * 1024L;
}
