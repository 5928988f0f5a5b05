using System.Runtime.CompilerServices;
using Npgsql;

namespace FormsHub.Jobs.Submissions;

/// <summary>Reads a whole list in pieces, each a short statement of its own, into the same memory again and again.</summary>
internal sealed class PieceReading(NpgsqlDataSource database, SubmissionQuery query, ReadingFacts facts)
{
    private const int MostCells = 250_000;
    private const int MostRows = 5_000;

    /// <summary>The first piece is small: who waits for a file sees that it has begun.</summary>
    private const int FirstRows = 500;

    private readonly SubmissionSql _sql = new(query, facts);
    private readonly RowCompletion _completion = new(query, facts);
    private readonly List<SubmissionRow> _rows = [];
    private readonly List<FieldValue[]> _cells = [];
    private SubmissionPosition? _last;

    private int PieceSize => Math.Clamp(MostCells / Math.Max(query.Fields.Count, 1), 100, MostRows);

    /// <summary>By the time of arrival an index gives each piece behind the one before.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SubmissionRow>> InTimeOrderAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var size = Math.Min(FirstRows, PieceSize); ; size = PieceSize)
        {
            yield return await ReadAsync(_sql.Rows(SortPart.WithValue, _last, size, facts.HighestId), cancellationToken);
            if (_rows.Count < size)
            {
                yield break;
            }
        }
    }

    /// <summary>Any other order is settled once, as a list of ids (8 bytes a submission); rows are then fetched by id.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SubmissionRow>> InAnyOrderAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = await ReadIdsAsync(cancellationToken);
        for (int start = 0, size = Math.Min(FirstRows, PieceSize); start < ids.Count; start += size, size = PieceSize)
        {
            var some = ids.GetRange(start, Math.Min(size, ids.Count - start)).ToArray();
            yield return await ReadAsync(_sql.RowsOf(some), cancellationToken);
        }
    }

    public async Task<SubmissionRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await ReadAsync(_sql.RowsOf([id]), cancellationToken)).SingleOrDefault();

    private async Task<List<long>> ReadIdsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = _sql.Ids().ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private async Task<IReadOnlyList<SubmissionRow>> ReadAsync(SqlBuilder sql, CancellationToken cancellationToken)
    {
        var reading = new RowReading(query, _sql);
        _rows.Clear();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var command = sql.ToCommand(connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                _rows.Add(reading.Read(reader, _rows.Count < _cells.Count ? _cells[_rows.Count] : null));
                if (_rows.Count > _cells.Count)
                {
                    _cells.Add(_rows[^1].Values);
                }
            }
        }

        if (_rows.Count > 0)
        {
            _last = new SubmissionPosition(FieldValue.OfTimestamp(_rows[^1].SubmittedAt), _rows[^1].Id);
        }

        await _completion.CompleteAsync(connection, _rows, reading.HasBlobs, cancellationToken);
        return _rows;
    }
}
