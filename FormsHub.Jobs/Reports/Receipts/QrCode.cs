using QRCoder;

namespace FormsHub.Jobs.Reports.Receipts;

/// <summary>QR codes, as squares that are dark or light.</summary>
public static class QrCode
{
    /// <summary>The code of an address with the light border that scanners need; a sixth of it may be damaged.</summary>
    public static bool[,] Of(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var modules = new bool[rows.Count, rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows.Count; column++)
            {
                modules[row, column] = rows[row][column];
            }
        }

        return modules;
    }
}
