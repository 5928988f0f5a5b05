using System.Text;
using FormsHub.Jobs.Submissions.Normalization;

namespace FormsHub.Tests.Submissions.Normalization;

public class ImageDataUrlTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2];

    [Theory]
    [InlineData("89504E470D0A1A0A", "image/png")]
    [InlineData("FFD8FFE000104A46494600", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946460400000057454250", "image/webp")]
    [InlineData("424D1E000000000000001A0000000C00000001000100010018000000FF", "image/bmp")]
    public void An_image_is_what_its_bytes_say_and_not_what_the_address_says(string hex, string mediaType)
    {
        var bytes = Convert.FromHexString(hex);
        var (image, problem) = Decode($"data:text/html;base64,{Convert.ToBase64String(bytes)}");
        Assert.Null(problem);
        Assert.Equal(mediaType, image?.MediaType);
        Assert.Equal(bytes, image?.Bytes);
    }

    [Theory]
    [InlineData("https://evil.example/track.png", "never fetched")]
    [InlineData("file:///etc/passwd", "never fetched")]
    [InlineData("a text", "never fetched")]
    [InlineData("data:image/png,%89PNG", "without base64")]
    [InlineData("data:image/png;base64", "without base64")]
    [InlineData("data:image/png;base64,", "no bytes")]
    [InlineData("data:image/png;base64,!!!!", "damaged")]
    [InlineData("data:image/png;base64,iVBORw0KG", "damaged")]
    [InlineData("data:image/png;base64,iVBO=Rw0K", "damaged")]
    [InlineData("data:image/png;base64,Qk0AAAAA", "not a PNG")]
    [InlineData("data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+", "not a PNG")]
    public void What_is_no_image_is_refused_with_the_reason(string url, string reason)
    {
        var (image, problem) = Decode(url);
        Assert.Null(image);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" DATA:image/png;charset=utf-8;BASE64 ,iVBO Rw0K\r\nGgoB\tAg==\n")]
    [InlineData("data:;base64,iVBORw0KGgoBAg")]
    [InlineData("data:;base64,iVBORw0KGgoBAg==")]
    public void Blanks_case_and_missing_padding_do_no_harm(string url) => Assert.Equal(Png, Decode(url).Image?.Bytes);

    [Fact]
    public void An_image_may_have_as_many_bytes_as_the_limit_and_not_one_more()
    {
        var url = $"data:image/png;base64,{Convert.ToBase64String(Png)}";
        Assert.NotNull(Decode(url, Png.Length).Image);
        Assert.Equal("The image has 10 bytes; 9 are allowed.", Decode(url, Png.Length - 1).Problem);
    }

    private static (DecodedImage? Image, string? Problem) Decode(string url, long limit = 1000) =>
        ImageDataUrl.Decode(Encoding.UTF8.GetBytes(url), limit);
}
