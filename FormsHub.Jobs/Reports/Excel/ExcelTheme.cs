namespace FormsHub.Jobs.Reports.Excel;

/// <summary>theme1.xml: FormsHub's colours and Office's fonts. Charts without a theme come out invisible in some readers.</summary>
internal static class ExcelTheme
{
    public static ReadOnlySpan<byte> Part => """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="FormsHub">
          <a:themeElements>
            <a:clrScheme name="FormsHub">
              <a:dk1><a:srgbClr val="1D2126"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>
              <a:dk2><a:srgbClr val="5B6470"/></a:dk2><a:lt2><a:srgbClr val="E3E5E8"/></a:lt2>
              <a:accent1><a:srgbClr val="0B6E6E"/></a:accent1><a:accent2><a:srgbClr val="C4662A"/></a:accent2>
              <a:accent3><a:srgbClr val="5A5FB0"/></a:accent3><a:accent4><a:srgbClr val="8A8F3C"/></a:accent4>
              <a:accent5><a:srgbClr val="A34A7C"/></a:accent5><a:accent6><a:srgbClr val="3F7FB5"/></a:accent6>
              <a:hlink><a:srgbClr val="0B6E6E"/></a:hlink><a:folHlink><a:srgbClr val="5A5FB0"/></a:folHlink>
            </a:clrScheme>
            <a:fontScheme name="FormsHub">
              <a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>
              <a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont>
            </a:fontScheme>
            <a:fmtScheme name="FormsHub">
              <a:fillStyleLst>
                <a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill>
              </a:fillStyleLst>
              <a:lnStyleLst>
                <a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>
                <a:ln w="12700"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>
                <a:ln w="19050"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>
              </a:lnStyleLst>
              <a:effectStyleLst>
                <a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle>
              </a:effectStyleLst>
              <a:bgFillStyleLst>
                <a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill>
              </a:bgFillStyleLst>
            </a:fmtScheme>
          </a:themeElements>
        </a:theme>
        """u8;
}
