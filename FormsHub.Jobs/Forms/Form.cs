namespace FormsHub.Jobs.Forms;

/// <summary>A published fillable document with its newest version.</summary>
public sealed record Form
{
    public required int Id { get; init; }

    /// <summary>Readable and unique, for addresses and file names.</summary>
    public required string Slug { get; init; }
    public required string Title { get; init; }

    /// <summary>The unguessable part of the public fill link.</summary>
    public required string LinkToken { get; init; }

    /// <summary><c>open</c> or <c>closed</c>, as the author set it; the dates and the limit come on top.</summary>
    public required string State { get; init; }
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public int? MaxSubmissions { get; init; }

    /// <summary>What respondents read after their submission was received; null for the editor's own words.</summary>
    public string? ResultMessage { get; init; }

    /// <summary>IANA name of the zone in which opening and closing times are shown.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Who asks, for respondents; null when that is not said.</summary>
    public string? AskedBy { get; init; }

    /// <summary>What happens with the answers, for respondents; null when that is not said.</summary>
    public string? Purpose { get; init; }

    /// <summary>Respondents may download the document they submitted.</summary>
    public bool AllowCopy { get; init; }

    /// <summary>The author's words to whoever comes before the form opens; null for FormsHub's own.</summary>
    public string? NotYetOpenMessage { get; init; }

    /// <summary>The author's words to whoever comes after the form was closed or has ended; null for FormsHub's own.</summary>
    public string? ClosedMessage { get; init; }

    /// <summary>The author's words to whoever comes when the form has all its submissions; null for FormsHub's own.</summary>
    public string? FullMessage { get; init; }

    /// <summary>The public link lets people in; personal links always do.</summary>
    public bool PublicLink { get; init; } = true;

    /// <summary>Whoever came by the public link answers once from one browser.</summary>
    public bool OnePerPerson { get; init; }

    /// <summary>Of the password that the public link asks for; null for none.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Origins of pages that may show the form in a frame.</summary>
    public string[] EmbedOrigins { get; init; } = [];

    /// <summary>Number of the newest submission.</summary>
    public int LastNumber { get; init; }

    /// <summary>How many of its submissions are in the trash.</summary>
    public int InTrash { get; init; }

    /// <summary>How many submissions its list has. Numbers are handed out one by one and no submission is ever deleted, so nothing needs to be counted but the trash.</summary>
    public int Submissions => Math.Max(0, LastNumber - InTrash);

    public DateTimeOffset CreatedAt { get; init; }
    public required int VersionId { get; init; }
    public required int VersionNumber { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public required byte[] FileSha256 { get; init; }
    public required string FileName { get; init; }

    /// <summary>Some columns of the newest version do not exist yet; their values wait in field_values.</summary>
    public bool ColumnsPending { get; init; }

    /// <summary>Whether the form takes answers at this moment, whichever way somebody comes, and if not, why. <see cref="AdmissionRules"/> adds what each way asks for.</summary>
    public Admission AdmissionAt(DateTimeOffset now) =>
        State == "closed" ? Admission.Closed
        : OpensAt > now ? Admission.NotYetOpen
        : ClosesAt <= now ? Admission.Ended
        : LastNumber >= MaxSubmissions ? Admission.Full
        : Admission.Open;
}

/// <summary>A version of a form: one published file.</summary>
public sealed record FormVersion
{
    public required int Id { get; init; }
    public required int FormId { get; init; }
    public required int Number { get; init; }
    public required byte[] FileSha256 { get; init; }
    public required string FileName { get; init; }
    public bool ColumnsPending { get; init; }
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Sentences for the author, found when the file was read.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
