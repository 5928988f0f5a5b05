using System.Text;

namespace FormsHub.Jobs.Reports.Pdf.Layout;

/// <summary>The rows of a table between counting the pages and drawing them: in memory while they are few, then in a file that has no name and ends with the process.</summary>
internal sealed class RowSpool : IDisposable
{
    private const int MostInMemory = 4 * 1024 * 1024;

    private Stream _stream = new MemoryStream();
    private BinaryWriter _writer;

    public RowSpool() => _writer = new BinaryWriter(_stream, Encoding.UTF8, leaveOpen: true);

    public long Count { get; private set; }

    public void Add(string[] row)
    {
        foreach (var text in row)
        {
            _writer.Write(text);
        }

        Count++;
        if (_stream is MemoryStream { Length: > MostInMemory })
        {
            MoveToFile();
        }
    }

    /// <summary>Reads all rows from the beginning; the array is used again for each.</summary>
    public IEnumerable<string[]> Read(int columns)
    {
        _writer.Flush();
        _stream.Position = 0;
        using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
        var row = new string[columns];
        for (long number = 0; number < Count; number++)
        {
            for (var column = 0; column < columns; column++)
            {
                row[column] = reader.ReadString();
            }

            yield return row;
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
    }

    private void MoveToFile()
    {
        var file = UnnamedFile.Create();
        _writer.Dispose();
        _stream.Position = 0;
        _stream.CopyTo(file);
        _stream.Dispose();
        _stream = file;
        _writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
    }
}
