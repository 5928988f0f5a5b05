using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FormsHub.Jobs.Submissions;

namespace FormsHub.Jobs.Reports;

/// <summary>
/// The fingerprint of a file's data: the SHA-256 of the same table as CSV with keys as header, every cell quoted, no mark at the beginning and texts as they came
/// (<c>labels=keys&amp;bom=false&amp;quote=all&amp;guard=false</c>). Files of any kind with one fingerprint hold the same data, and anybody can compute it.
/// </summary>
/// <remarks>Written here without the CSV writer: it must cost a small part of the file.</remarks>
public sealed class Fingerprint : IDisposable
{
    private const int LongestToken = 64;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Func<BlobReference, string> _address;
    private readonly byte[] _bytes = new byte[32 * 1024];
    private int _count;

    /// <param name="headers">The columns' keys, unique.</param>
    /// <param name="address">Of a picture in the row at hand.</param>
    public Fingerprint(IReadOnlyList<string> headers, Func<BlobReference, string> address)
    {
        _address = address;
        for (var column = 0; column < headers.Count; column++)
        {
            Begin(column);
            Text(headers[column]);
            Byte((byte)'"');
        }

        EndRow();
    }

    public void Add(FieldValue[] row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            Begin(column);
            Value(in row[column]);
            Byte((byte)'"');
        }

        EndRow();
    }

    /// <returns>64 hexadecimal digits. Nothing can be added afterwards.</returns>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Value(in FieldValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                Text(value.Text);
                break;
            case ValueKind.Number:
                Utf8Formatter.TryFormat(value.Number, Room(), out var digits);
                _count += digits;
                break;
            case ValueKind.Boolean:
                Ascii(value.Boolean ? "true"u8 : "false"u8);
                break;
            case ValueKind.Date:
                Day(value.Moment);
                break;
            case ValueKind.Timestamp:
                Day(value.Moment);
                Time(value.Moment);
                break;
            case ValueKind.Blob:
                Text(_address(value.Blob!));
                break;
        }
    }

    private void Begin(int column)
    {
        if (column > 0)
        {
            Byte((byte)',');
        }

        Byte((byte)'"');
    }

    private void EndRow() => Ascii("\r\n"u8);

    private void Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var quote = text.IndexOf('"');
            Plain(quote < 0 ? text : text[..quote]);
            if (quote < 0)
            {
                return;
            }

            Ascii("\"\""u8);
            text = text[(quote + 1)..];
        }
    }

    // A lone surrogate becomes U+FFFD.
    private void Plain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            System.Text.Unicode.Utf8.FromUtf16(text, Room(), out var read, out var written);
            _count += written;
            text = text[read..];
        }
    }

    private void Day(DateTime moment)
    {
        var room = Room();
        Digits(room, moment.Year, 4);
        room[4] = (byte)'-';
        Digits(room[5..], moment.Month, 2);
        room[7] = (byte)'-';
        Digits(room[8..], moment.Day, 2);
        _count += 10;
    }

    private void Time(DateTime moment)
    {
        var room = Room();
        room[0] = (byte)'T';
        Digits(room[1..], moment.Hour, 2);
        room[3] = (byte)':';
        Digits(room[4..], moment.Minute, 2);
        room[6] = (byte)':';
        Digits(room[7..], moment.Second, 2);
        _count += 9;
        if (moment.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            Ascii(Encoding.ASCII.GetBytes(moment.ToString(".FFFFFFF", CultureInfo.InvariantCulture)));
        }
    }

    private static void Digits(Span<byte> room, int number, int count)
    {
        for (var index = count - 1; index >= 0; index--)
        {
            room[index] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private void Ascii(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room());
        _count += bytes.Length;
    }

    private void Byte(byte one)
    {
        Room()[0] = one;
        _count++;
    }

    private Span<byte> Room()
    {
        if (_bytes.Length - _count < LongestToken)
        {
            Flush();
        }

        return _bytes.AsSpan(_count);
    }

    private void Flush()
    {
        _hash.AppendData(_bytes, 0, _count);
        _count = 0;
    }
}
