using System.Text;
using FormsHub.Web.PracticeEditor;

namespace FormsHub.Tests.PracticeEditor;

public class ReplyJudgeTests
{
    [Theory]
    [InlineData("{\"error\":0}")]
    [InlineData("\uFEFF{\"error\":0}")]
    [InlineData("{\"error\":\"0\"}")]
    [InlineData("{\"error\":false}")]
    [InlineData("{\"error\":\"\"}")]
    [InlineData("{\"error\":1,\"error\":0}")]
    public void An_answer_whose_error_is_loosely_zero_is_accepted(string body) =>
        Assert.Equal(ReplyVerdict.Accepted, ReplyJudge.Judge(200, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("{\"error\":1}")]
    [InlineData("{\"Error\":0}")]
    [InlineData("{\"error\":null}")]
    [InlineData("{\"error\":{}}")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("OK")]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("{\"error\":1}{\"error\":0}")]
    public void Any_other_answer_fails_and_nothing_is_sent_again(string body) =>
        Assert.Equal(ReplyVerdict.Failed, ReplyJudge.Judge(200, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    public void A_status_other_than_200_fails_whatever_its_body(int status) =>
        Assert.Equal(ReplyVerdict.Failed, ReplyJudge.Judge(status, "{\"error\":0}"u8.ToArray()));

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public void Trouble_that_may_pass_fails_for_now(int status) =>
        Assert.Equal(ReplyVerdict.FailedForNow, ReplyJudge.Judge(status, "{\"error\":0}"u8.ToArray()));
}
