using System.Runtime.CompilerServices;
using FormsHub.Jobs.Forms;
using FormsHub.Jobs.Reports;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Sharing;

/// <summary>A form's personal links as a table for a file, made to be merged into letters and mails.</summary>
public static class InvitationReport
{
    /// <param name="rows">The links.</param>
    /// <param name="title">The form's.</param>
    /// <param name="hasRoles">Columns of role and case are wanted.</param>
    /// <param name="address">Of a link.</param>
    public static ReportTable Of(IAsyncEnumerable<Invitation> rows, string title, bool hasRoles, Func<Invitation, string> address) => new()
    {
        Title = title,
        Columns =
        [
            TextColumn("Name"), TextColumn("E-mail"), TextColumn("Reference"),
            .. hasRoles ? new[] { TextColumn("Role"), TextColumn("Case"), TextColumn("Waits for") } : [],
            TextColumn("Link"), TextColumn("State"),
            MomentColumn("Made (UTC)"), MomentColumn("Opened (UTC)"), MomentColumn("Submitted (UTC)"), MomentColumn("Revoked (UTC)"),
        ],
        Rows = CellsAsync(rows, hasRoles, address),
    };

    private static async IAsyncEnumerable<FieldValue[]> CellsAsync(
        IAsyncEnumerable<Invitation> rows, bool hasRoles, Func<Invitation, string> address, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            yield return
            [
                Text(row.Name), Text(row.Email), Text(row.Reference),
                .. hasRoles ? new[] { Text(row.Role), Text(row.CaseName), Text(row.WaitsFor) } : [],
                Text(address(row)), Text(Words(row.State)),
                Moment(row.CreatedAt), Moment(row.OpenedAt), Moment(row.SubmittedAt), Moment(row.RevokedAt),
            ];
        }
    }

    private static ReportColumn TextColumn(string header) => new(header, ColumnKind.Text);

    private static ReportColumn MomentColumn(string header) => new(header, ColumnKind.Timestamp);

    private static string Words(InvitationState state) => state switch
    {
        InvitationState.NotOpened => "not opened",
        InvitationState.Opened => "opened",
        InvitationState.Submitted => "submitted",
        _ => "revoked",
    };

    private static FieldValue Text(string? text) => string.IsNullOrEmpty(text) ? FieldValue.Empty : FieldValue.OfText(text);

    private static FieldValue Moment(DateTimeOffset? at) =>
        at is { } moment ? FieldValue.OfTimestamp(DateTime.SpecifyKind(moment.UtcDateTime, DateTimeKind.Unspecified)) : FieldValue.Empty;
}
