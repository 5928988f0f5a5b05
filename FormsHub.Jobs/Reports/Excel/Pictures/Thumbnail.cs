namespace FormsHub.Jobs.Reports.Excel.Pictures;

/// <summary>A picture in a cell.</summary>
/// <param name="Row">From 1, as Excel counts.</param>
/// <param name="Column">From 0.</param>
/// <param name="Media">Number of its bytes in the file, from 1.</param>
/// <param name="Part">Name of the part that holds them.</param>
/// <param name="Width">Before it is turned, in pixels of 1/96 inch.</param>
/// <param name="Height">Likewise.</param>
/// <param name="Orientation">As Exif numbers it.</param>
/// <param name="Link">Address of the whole picture; null for none.</param>
internal sealed record Thumbnail(int Row, int Column, int Media, string Part, double Width, double Height, int Orientation, string? Link);
