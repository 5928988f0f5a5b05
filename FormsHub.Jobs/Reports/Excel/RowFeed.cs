using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports.Excel;

/// <summary>The rows of a table on their way into its sheets, the first ones of which can be looked at before they are written.</summary>
/// <remarks>An address of a picture is only good while its row is the one at hand, so looking ahead keeps the addresses too.</remarks>
internal sealed class RowFeed(IAsyncEnumerator<FieldValue[]> rows, int columns, Func<BlobReference, string>? address)
{
    /// <summary>So many rows tell how wide the columns are.</summary>
    public const int MostAhead = 100;
    private const int MostCellsAhead = 20_000;
    private readonly List<(FieldValue[] Cells, string?[]? Links)> _ahead = [];
    private int _next;
    private bool _more = true;
    private string?[]? _links;

    /// <summary>Of the row at hand.</summary>
    public FieldValue[] Cells { get; private set; } = [];

    /// <summary>Reads the first rows. A query that fails does so here, before the first byte.</summary>
    public async Task<IReadOnlyList<FieldValue[]>> LookAheadAsync(CancellationToken cancellationToken)
    {
        var most = Math.Clamp(MostCellsAhead / Math.Max(columns, 1), 1, MostAhead);
        while (_ahead.Count < most && (_more = await rows.MoveNextAsync()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FieldValue[] cells = [.. rows.Current];
            _ahead.Add((cells, Array.Exists(cells, cell => cell.Kind == ValueKind.Blob) ? [.. cells.Select(LinkTo)] : null));
        }

        return [.. _ahead.Select(row => row.Cells)];
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_next < _ahead.Count)
        {
            (Cells, _links) = _ahead[_next++];
            return true;
        }

        if (_ahead.Count > 0)
        {
            _ahead.Clear();
            _next = 0;
        }

        _links = null;
        _more = _more && await rows.MoveNextAsync();
        Cells = _more ? rows.Current : [];
        return _more;
    }

    /// <summary>The address of the picture in a cell of the row at hand; null when it is none, or has none.</summary>
    public string? LinkOf(int column) => _links is null ? LinkTo(Cells[column]) : _links[column];

    private string? LinkTo(FieldValue cell) => cell.Kind == ValueKind.Blob ? address?.Invoke(cell.Blob!) : null;
}
