namespace FormsHub.Jobs.Reports.Excel;

/// <summary>The cell formats of the files FormsHub writes. Each property is what stands in a cell after its address.</summary>
internal static class ExcelStyles
{
    public static ReadOnlySpan<byte> General => "\""u8;

    public static ReadOnlySpan<byte> Header => "\" s=\"1\""u8;

    public static ReadOnlySpan<byte> Date => "\" s=\"2\""u8;

    public static ReadOnlySpan<byte> Timestamp => "\" s=\"3\""u8;

    /// <summary>Format 49 (<c>@</c>): stays text when a person edits it.</summary>
    public static ReadOnlySpan<byte> Text => "\" s=\"4\""u8;

    public static ReadOnlySpan<byte> Link => "\" s=\"5\""u8;

    /// <summary>A whole number with all its digits.</summary>
    public static ReadOnlySpan<byte> Whole => "\" s=\"6\""u8;

    /// <summary>The text behind a picture.</summary>
    public static ReadOnlySpan<byte> Hidden => "\" s=\"7\""u8;

    /// <summary>styles.xml; the order of cellXfs is the numbers above and then those of <see cref="Sheets.CellStyle"/>. Without the named style "Normal" some readers warn.</summary>
    public static ReadOnlySpan<byte> Part => """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
          <numFmts count="4">
            <numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>
            <numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/>
            <numFmt numFmtId="166" formatCode=";;;"/>
            <numFmt numFmtId="167" formatCode="0.0\ %"/>
          </numFmts>
          <fonts count="9">
            <font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><u/><sz val="11"/><color theme="10"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><b/><sz val="20"/><color rgb="FF1D2126"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><sz val="10"/><color rgb="FF5B6470"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><b/><sz val="13"/><color rgb="FF0B6E6E"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><b/><sz val="10"/><color rgb="FF5B6470"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
            <font><sz val="10"/><color theme="1"/><name val="Consolas"/><family val="3"/></font>
            <font><b/><sz val="11"/><color rgb="FF0B6E6E"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
          </fonts>
          <fills count="3">
            <fill><patternFill patternType="none"/></fill>
            <fill><patternFill patternType="gray125"/></fill>
            <fill><patternFill patternType="solid"><fgColor rgb="FF0B6E6E"/><bgColor indexed="64"/></patternFill></fill>
          </fills>
          <borders count="4">
            <border><left/><right/><top/><bottom/><diagonal/></border>
            <border><left/><right/><top/><bottom style="medium"><color rgb="FF0B6E6E"/></bottom><diagonal/></border>
            <border><left/><right/><top/><bottom style="thin"><color rgb="FFC4C8CE"/></bottom><diagonal/></border>
            <border><left/><right/><top/><bottom style="hair"><color rgb="FFC4C8CE"/></bottom><diagonal/></border>
          </borders>
          <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
          <cellXfs count="20">
            <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
            <xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center"/></xf>
            <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
            <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
            <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
            <xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>
            <xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
            <xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
            <xf numFmtId="49" fontId="3" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="left" vertical="center"/></xf>
            <xf numFmtId="49" fontId="4" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="left" vertical="center"/></xf>
            <xf numFmtId="49" fontId="5" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left" vertical="center"/></xf>
            <xf numFmtId="49" fontId="6" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>
            <xf numFmtId="49" fontId="6" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right"/></xf>
            <xf numFmtId="49" fontId="0" fillId="0" borderId="3" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf>
            <xf numFmtId="3" fontId="0" fillId="0" borderId="3" xfId="0" applyNumberFormat="1" applyBorder="1"/>
            <xf numFmtId="167" fontId="4" fillId="0" borderId="3" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>
            <xf numFmtId="0" fontId="0" fillId="0" borderId="3" xfId="0" applyBorder="1" applyAlignment="1"><alignment horizontal="right"/></xf>
            <xf numFmtId="49" fontId="8" fillId="0" borderId="3" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
            <xf numFmtId="0" fontId="0" fillId="0" borderId="3" xfId="0" applyBorder="1" applyAlignment="1"><alignment horizontal="left" vertical="top" wrapText="1"/></xf>
            <xf numFmtId="49" fontId="7" fillId="0" borderId="3" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left" vertical="top" wrapText="1"/></xf>
          </cellXfs>
          <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
          <dxfs count="0"/>
          <tableStyles count="0" defaultTableStyle="TableStyleLight1" defaultPivotStyle="PivotStyleLight16"/>
        </styleSheet>
        """u8;
}
